package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipe keeps, and how its ends see each other go. */
@OnWindowsToo
class UnnamedPipeTest {
  @Test
  void theReaderSeesTheEndAfterAllThatWasWritten() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().write(new byte[] {1, 2, 3});
      assertThat(pipe.reader().available()).isEqualTo(3);
      pipe.writer().close();
      assertThat(pipe.reader().readFully(3)).containsExactly(1, 2, 3);
      assertThat(pipe.reader().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pipe.writer().write(new byte[1]))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void theWriterIsToldThatNobodyReads() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.reader().close();
      assertThatThrownBy(() -> pipe.writer().write(new byte[1]))
          .isInstanceOf(SystemError.class)
          .hasMessageStartingWith("write pipe: ")
          .hasMessageEndingWith(SystemNames.BROKEN_PIPE);
    }
  }

  @Test
  void writesUpToTheAtomicLimitNeverMix() throws Exception {
    int writers = 8;
    int rounds = 200;
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      int size = pipe.writer().atomicLimit();
      List<Task<Void>> tasks = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        byte[] block = new byte[size];
        Arrays.fill(block, (byte) w);
        tasks.add(
            Task.run(
                w % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL,
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    pipe.writer().write(block);
                  }
                }));
      }
      for (int i = 0; i < writers * rounds; i++) {
        byte[] block = pipe.reader().readFully(size);
        byte[] uniform = new byte[size];
        Arrays.fill(uniform, block[0]);
        assertThat(block).isEqualTo(uniform);
      }
      for (Task<Void> task : tasks) {
        task.get();
      }
    }
  }
}
