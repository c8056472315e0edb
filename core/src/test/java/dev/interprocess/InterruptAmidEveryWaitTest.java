package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Waiting;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@OnWindowsToo
class InterruptAmidEveryWaitTest {
  @ParameterizedTest
  @MethodSource("dev.interprocess.CloseAmidEveryWaitTest#waitsAndThreads")
  void endsTheWaitAndLeavesTheChannelUsable(Waiting.Kind kind, ThreadKind thread) throws Exception {
    try (Waiting waiting = kind.open()) {
      for (int round = 0; round < 3; round++) {
        Task<Boolean> task = Task.start(thread, () -> isInterruptedBy(waiting));
        task.awaitWaiting();
        task.thread().interrupt();
        assertThat(task.get()).as("interrupt status").isTrue();
      }
      Task<Void> next = Task.run(thread, waiting.call()).awaitWaiting();
      waiting.release().run();
      next.get();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.interprocess.CloseAmidEveryWaitTest#waitsAndThreads")
  void thatCameBeforeEndsTheWaitAtOnce(Waiting.Kind kind, ThreadKind thread) throws Exception {
    try (Waiting waiting = kind.open()) {
      Task<Boolean> task =
          Task.start(
              thread,
              () -> {
                Thread.currentThread().interrupt();
                return isInterruptedBy(waiting);
              });
      assertThat(task.get()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofAWriteAmidItsBytesTellsHowFarItGot(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer buffer = ByteBuffer.allocate(4 << 20);
      Task<Integer> write = Task.start(kind, () -> pair.first().write(buffer)).awaitWaiting();
      write.thread().interrupt();
      int written = ((InterruptedIOException) write.failure()).bytesTransferred;
      assertThat(written).isPositive().isEqualTo(buffer.position());
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(written);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofOneWhoQueuesLeavesTheOneThatWaits(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Integer> first = Task.start(kind, () -> pair.first().read(new byte[1])).awaitWaiting();
      Task<Integer> second = Task.start(kind, () -> pair.first().read(new byte[1])).awaitWaiting();
      second.thread().interrupt();
      assertThat(second.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      pair.second().write(new byte[1]);
      assertThat(first.get()).isEqualTo(1);
    }
  }

  @Test
  void doesNotKeepFromTakingWhatIsThere() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[7]);
      Thread.currentThread().interrupt();
      int count = pair.first().read(new byte[10]);
      pair.first().write(new byte[3]);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(count).isEqualTo(7);
      assertThat(pair.second().available()).isEqualTo(3);
    }
  }

  private static boolean isInterruptedBy(Waiting waiting) throws Exception {
    try {
      waiting.call().run();
    } catch (InterruptedIOException e) {
      assertThat(e).isExactlyInstanceOf(InterruptedIOException.class);
      return Thread.interrupted();
    }
    throw new AssertionError("not interrupted");
  }
}
