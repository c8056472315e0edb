package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that may come before its server. */
class ConnectRetryTest {
  @TempDir Path folder;

  private static ConnectOptions<LocalName, LocalStream> options(Duration timeout) {
    return LocalStream.connectOptions().retry(true).timeout(timeout);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitsForTheListener(ThreadKind kind) throws Exception {
    for (LocalName name :
        new LocalName[] {Names.namespaced(), LocalName.path(folder.resolve("s"))}) {
      Task<LocalStream> client =
          Task.start(kind, () -> options(Duration.ofSeconds(20)).connect(name)).awaitWaiting();
      try (LocalListener<LocalStream> listener = LocalStream.listen(name);
          LocalStream server = listener.accept();
          LocalStream connected = client.get()) {
        connected.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
    }
  }

  @Test
  void endsWithTheTimeout() {
    Task<LocalStream> client =
        Task.start(
            ThreadKind.PLATFORM, () -> options(Duration.ofMillis(50)).connect(Names.namespaced()));
    assertThat(client.failure())
        .isExactlyInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("nobody listens");
  }
}
