package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever waits, or only tries again and again, at each step, and whoever speaks first. */
class EchoCombinationsTest {
  private static final int SIZE = 10_000;

  enum Way {
    WAIT,
    TRY
  }

  static Stream<Arguments> combinations() {
    return Stream.of(Way.values())
        .flatMap(
            accept ->
                Stream.of(Way.values())
                    .flatMap(
                        connect ->
                            Stream.of(Way.values()).flatMap(io -> rest(accept, connect, io))));
  }

  private static Stream<Arguments> rest(Way accept, Way connect, Way io) {
    return Stream.of(true, false)
        .flatMap(
            clientFirst ->
                Stream.of(ThreadKind.values())
                    .map(kind -> arguments(accept, connect, io, clientFirst, kind)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void carryTheBytes(Way accept, Way connect, Way io, boolean clientFirst, ThreadKind kind)
      throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Void> server =
          Task.run(
              kind,
              () -> {
                try (LocalStream stream =
                    accept == Way.WAIT
                        ? listener.accept()
                        : tried(() -> listener.accept(Duration.ZERO))) {
                  talk(stream, io, !clientFirst);
                }
              });
      Duration timeout = connect == Way.TRY ? Duration.ZERO : Duration.ofSeconds(10);
      try (LocalStream stream = LocalStream.connectOptions().timeout(timeout).connect(name)) {
        talk(stream, io, clientFirst);
      }
      server.get();
    }
  }

  private static void talk(LocalStream stream, Way io, boolean first) throws Exception {
    byte[] bytes = new byte[SIZE];
    bytes[SIZE - 1] = 42;
    if (first) {
      write(stream, io, bytes);
      assertThat(read(stream, io)).isEqualTo(bytes);
    } else {
      write(stream, io, read(stream, io));
    }
  }

  private static void write(LocalStream stream, Way io, byte[] bytes) throws Exception {
    if (io == Way.WAIT) {
      stream.write(bytes);
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    tried(() -> stream.write(buffer, Duration.ZERO));
    assertThat(buffer.hasRemaining()).isFalse();
  }

  private static byte[] read(LocalStream stream, Way io) throws Exception {
    if (io == Way.WAIT) {
      return stream.readFully(SIZE);
    }
    ByteBuffer buffer = ByteBuffer.allocate(SIZE);
    while (buffer.hasRemaining()) {
      assertThat(tried(() -> stream.read(buffer, Duration.ZERO))).isPositive();
    }
    return buffer.array();
  }

  private static <T> T tried(Callable<T> attempt) throws Exception {
    while (true) {
      try {
        return attempt.call();
      } catch (SocketTimeoutException e) {
        Thread.sleep(0, 100_000); // nothing else waits here, which is the point
      }
    }
  }
}
