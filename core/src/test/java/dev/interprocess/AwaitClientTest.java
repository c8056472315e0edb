package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for a client that is left to somebody else. */
class AwaitClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @ParameterizedTest
  @EnumSource
  void theClientStaysToBeAccepted(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThatThrownBy(() -> listener.awaitClient(Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> listener.awaitClient(Duration.ofMillis(5)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("await client " + listener.address() + ": timed out");
      Task<Void> wait = Task.run(kind, () -> listener.awaitClient(LONG)).awaitWaiting();
      try (LocalStream client = LocalStream.connect(name)) {
        wait.get();
        listener.awaitClient(Duration.ZERO);
        listener.accept(Duration.ZERO).close();
        assertThat(client.read(new byte[1])).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithAnInterruptOrAClose(ThreadKind kind) throws Exception {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    Task<Void> interrupted = Task.run(kind, () -> listener.awaitClient(LONG)).awaitWaiting();
    interrupted.thread().interrupt();
    assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
    Task<Void> closed = Task.run(kind, () -> listener.awaitClient(LONG)).awaitWaiting();
    listener.close();
    assertThat(closed.failure()).isInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> listener.awaitClient(LONG)).isInstanceOf(ClosedChannelException.class);
  }
}
