package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Waiting;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@OnWindowsToo
class CloseAmidEveryWaitTest {
  // 20 combinations: a thousand rounds in all.
  private static final int ROUNDS = Scale.rounds(50, 500);

  static Stream<Arguments> waitsAndThreads() {
    return Arrays.stream(Waiting.Kind.values())
        .flatMap(wait -> Arrays.stream(ThreadKind.values()).map(thread -> arguments(wait, thread)));
  }

  @ParameterizedTest
  @MethodSource("waitsAndThreads")
  void closeEndsTheWaitAndLeavesNoDescriptor(Waiting.Kind kind, ThreadKind thread)
      throws Exception {
    int before = OpenFiles.count();
    for (int round = 0; round < ROUNDS; round++) {
      try (Waiting waiting = kind.open()) {
        Task<Void> task = Task.run(thread, waiting.call());
        if (round % 2 == 0) {
          task.awaitWaiting();
          waiting.channel().close();
          assertThat(task.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        } else {
          // At any point: also before it has begun, or between its first try and its wait.
          spin(round * 500L);
          waiting.channel().close();
          assertThat(task.failure()).isInstanceOf(ClosedChannelException.class);
        }
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  /** Without a pause before the close: it comes before, in the midst of, and after each wait. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void closeEndsAReadAndALongWriteOfOneStreamAtOnce(ThreadKind kind) throws Exception {
    int before = OpenFiles.count();
    for (int round = 0; round < 10 * ROUNDS; round++) {
      try (SocketPair<LocalStream> pair = LocalStream.pair()) {
        Task<Void> read = Task.run(kind, () -> pair.first().read(new byte[1]));
        Task<Void> write =
            Task.run(kind, () -> pair.first().write(ByteBuffer.allocateDirect(1 << 20)));
        spin(round * 50L);
        pair.first().close();
        assertThat(read.failure()).isInstanceOf(ClosedChannelException.class);
        assertThat(write.failure()).isInstanceOf(ClosedChannelException.class);
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  private static void spin(long nanos) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      Thread.onSpinWait();
    }
  }
}
