package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Waiter;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipe keeps, and how its ends see each other go. */
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
          .hasMessage("write pipe: Broken pipe (EPIPE)");
    }
  }

  @Test
  void capacityIsWhatTheKernelGave() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create(100_000)) {
      assertThat(pipe.reader().capacity()).isEqualTo(131_072);
      assertThat(pipe.writer().capacity(1)).isEqualTo(4096);
      assertThat(pipe.reader().capacity()).isEqualTo(4096);
      assertThatThrownBy(() -> pipe.reader().capacity(0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> UnnamedPipe.create(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void packetsStayApart() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[10]);
      pipe.writer().write(new byte[4096]);
      pipe.writer().write(new byte[] {1, 2, 3});
      pipe.writer().write(new byte[] {4});
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      assertThat(pipe.reader().read(buffer)).isEqualTo(10);
      assertThat(pipe.reader().read(buffer)).isEqualTo(4096);
      byte[] two = new byte[2];
      assertThatThrownBy(() -> pipe.reader().read(two))
          .isInstanceOfSatisfying(
              MessageTruncatedException.class,
              e -> {
                assertThat(e.length()).isEqualTo(3);
                assertThat(e.lost()).isEqualTo(1);
              });
      assertThat(two).containsExactly(1, 2);
      assertThat(pipe.reader().read(two)).isEqualTo(1);
    }
  }

  @Test
  void writesUpToTheAtomicLimitNeverMix() throws Exception {
    int writers = 8;
    int rounds = 200;
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      int size = pipe.writer().atomicLimit();
      List<Waiter> waiters = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        byte[] block = new byte[size];
        Arrays.fill(block, (byte) w);
        waiters.add(
            Waiter.start(
                w % 2 == 0 ? Waiter.Kind.PLATFORM : Waiter.Kind.VIRTUAL,
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    pipe.writer().write(block);
                  }
                  return "done";
                }));
      }
      for (int i = 0; i < writers * rounds; i++) {
        byte[] block = pipe.reader().readFully(size);
        byte[] uniform = new byte[size];
        Arrays.fill(uniform, block[0]);
        assertThat(block).isEqualTo(uniform);
      }
      for (Waiter waiter : waiters) {
        assertThat(waiter.outcome()).isEqualTo("done");
      }
    }
  }
}
