package dev.interprocess;

import static dev.interprocess.support.SystemNames.BROKEN_PIPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shutdown by one thread ends the wait of another as it ends every later operation. */
@OnWindowsToo
class ShutdownWakesTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aWriteThatWaitsForRoom(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      long full = Fill.up(pair.first());
      Task<Void> write = Task.run(kind, () -> pair.first().write(new byte[9])).awaitWaiting();
      pair.first().shutdownOutput();
      assertThat(write.failure()).hasMessageEndingWith(BROKEN_PIPE);
      assertThat(pair.second().inputStream().readAllBytes()).hasSize((int) full);
      pair.second().write(new byte[] {1});
      assertThat(pair.first().readFully(1)).containsExactly(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void allWritesThatQueue(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Fill.up(pair.first());
      Task<Void> first = Task.run(kind, () -> pair.first().write(new byte[9])).awaitWaiting();
      Task<Void> second = Task.run(kind, () -> pair.first().write(new byte[9])).awaitWaiting();
      pair.first().shutdownOutput();
      assertThat(first.failure()).hasMessageEndingWith(BROKEN_PIPE);
      assertThat(second.failure()).hasMessageEndingWith(BROKEN_PIPE);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aReadThatWaitsForBytes(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Integer> read = Task.start(kind, () -> pair.first().read(new byte[1])).awaitWaiting();
      pair.first().shutdownInput();
      assertThat(read.get()).isEqualTo(-1);
      pair.first().write(new byte[] {1});
      assertThat(pair.second().readFully(1)).containsExactly(1);
    }
  }
}
