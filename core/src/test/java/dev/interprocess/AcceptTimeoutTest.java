package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptTimeoutTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsTheWaitAndAClientIsAcceptedAfterwards(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<LocalStream> accept = Task.start(kind, () -> listener.accept(Duration.ofMillis(20)));
      assertThat(accept.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
      try (LocalStream client = LocalStream.connect(name);
          LocalStream accepted =
              Task.start(kind, () -> listener.accept(Duration.ofSeconds(20))).get()) {
        client.write(new byte[] {1});
        assertThat(accepted.readFully(1)).containsExactly(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void thatIsLongEndsWithTheClose(ThreadKind kind) throws Exception {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    Task<LocalStream> accept =
        Task.start(kind, () -> listener.accept(Duration.ofMinutes(5))).awaitWaiting();
    listener.close();
    assertThat(accept.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void zeroTakesOneThatIsThereAndWaitsForNone() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThatThrownBy(() -> listener.accept(Duration.ZERO))
          .isExactlyInstanceOf(SocketTimeoutException.class)
          .hasMessage("accept " + name + ": timed out");
      try (LocalStream client = LocalStream.connect(name);
          LocalStream accepted = listener.accept(Duration.ZERO)) {
        assertThat(client.isOpen() && accepted.isOpen()).isTrue();
      }
    }
  }
}
