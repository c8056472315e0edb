package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.channels.AsynchronousCloseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuplicateStreamTest {
  @Test
  void keepsTheConnectionUntilTheLastIsClosed() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        LocalStream duplicate = LocalStream.duplicateOf(pair.first())) {
      pair.first().close();
      duplicate.write(new byte[] {5});
      assertThat(pair.second().readFully(1)).containsExactly(5);
      duplicate.close();
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void sharesShutdown() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        LocalStream duplicate = LocalStream.duplicateOf(pair.first())) {
      duplicate.shutdownOutput();
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
    }
  }

  /** Both are registered with the poller, and the number of one is free again when it closes. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitsByItself(ThreadKind kind) throws Exception {
    for (int round = 0; round < 50; round++) {
      try (SocketPair<LocalStream> pair = LocalStream.pair();
          LocalStream duplicate = LocalStream.duplicateOf(pair.first())) {
        Task<Integer> first = Task.start(kind, () -> pair.first().read(new byte[1])).awaitWaiting();
        Task<Integer> second = Task.start(kind, () -> duplicate.read(new byte[1])).awaitWaiting();
        pair.first().close();
        assertThat(first.failure()).isInstanceOf(AsynchronousCloseException.class);
        try (SocketPair<LocalStream> reuse = LocalStream.pair()) {
          reuse.first().write(new byte[1]);
          assertThat(reuse.second().read(new byte[1])).isEqualTo(1);
          assertThat(second.isDone()).isFalse();
        }
        pair.second().write(new byte[1]);
        assertThat(second.get()).isEqualTo(1);
      }
    }
  }
}
