package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a thread waits: what comes arrives, and a wait ends early in all its ways. */
class WaitingTest {
  // More than the waits after which one tries to look again before it sleeps.
  private static final int TRIPS = 500;

  static Stream<Arguments> ways() {
    return Arrays.stream(Waiting.values())
        .flatMap(
            waiting -> Arrays.stream(ThreadKind.values()).map(kind -> Arguments.of(waiting, kind)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everythingArrives(Waiting waiting, ThreadKind kind) throws Exception {
    try (Connection connection = Connection.open(waiting)) {
      Task<Void> echo =
          Task.run(
              kind,
              () -> {
                for (int i = 0; i < TRIPS; i++) {
                  connection.server().write(connection.server().readFully(1));
                }
              });
      Task<Void> client =
          Task.run(
              kind,
              () -> {
                for (int i = 0; i < TRIPS; i++) {
                  connection.client().write(new byte[] {(byte) i});
                  assertThat(connection.client().readFully(1)).containsExactly(i);
                }
              });
      client.get();
      echo.get();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itEndsEarly(Waiting waiting, ThreadKind kind) throws Exception {
    try (Connection connection = Connection.open(waiting)) {
      LocalStream stream = connection.client();
      assertThat(
              Task.start(kind, () -> stream.read(ByteBuffer.allocate(1), Duration.ofMillis(5)))
                  .failure())
          .isInstanceOf(SocketTimeoutException.class);
      Task<Integer> interrupted = Task.start(kind, () -> stream.read(new byte[1]));
      Thread.sleep(5);
      interrupted.thread().interrupt();
      assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      Task<Integer> closed = Task.start(kind, () -> stream.read(ByteBuffer.allocate(1)));
      Thread.sleep(5);
      stream.close();
      assertThat(closed.failure()).isInstanceOf(ClosedChannelException.class);
      Task<LocalStream> accept = Task.start(kind, connection.listener()::accept);
      Thread.sleep(5);
      connection.listener().close();
      assertThat(accept.failure()).isInstanceOf(ClosedChannelException.class);
    }
  }

  private record Connection(
      LocalListener<LocalStream> listener, LocalStream client, LocalStream server)
      implements AutoCloseable {
    static Connection open(Waiting waiting) throws Exception {
      LocalName name = Names.namespaced();
      LocalListener<LocalStream> listener =
          LocalStream.listenOptions().waiting(waiting).listen(name);
      LocalStream client = LocalStream.connectOptions().waiting(waiting).connect(name);
      return new Connection(listener, client, listener.accept());
    }

    @Override
    public void close() {
      listener.close();
      client.close();
      server.close();
    }
  }
}
