package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Waiter;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt ends the wait, keeps the thread's status, and leaves the object as it was. */
class InterruptTest {
  @ParameterizedTest
  @EnumSource
  void accept(Waiter.Kind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      check(kind, listener::accept);
      try (LocalStream client = LocalStream.connect(name);
          LocalStream server = listener.accept()) {
        client.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void read(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      check(kind, () -> pair.first().read(new byte[1]));
      pair.second().write(new byte[] {1});
      assertThat(pair.first().readFully(1)).containsExactly(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void write(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer buffer = ByteBuffer.allocate(4 << 20);
      Object outcome = check(kind, () -> pair.first().write(buffer));
      int written = ((InterruptedIOException) outcome).bytesTransferred;
      assertThat(written).isPositive().isEqualTo(buffer.position());
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(written);
    }
  }

  @ParameterizedTest
  @EnumSource
  void queueing(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Waiter first = Waiter.start(kind, () -> pair.first().read(new byte[1])).settle();
      check(kind, () -> pair.first().read(new byte[1]));
      pair.second().write(new byte[1]);
      assertThat(first.outcome()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectToAFullBacklog(Waiter.Kind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listenOptions().backlog(0).listen(name);
        LocalStream fills = LocalStream.connect(name)) {
      check(kind, () -> LocalStream.connect(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dataThatIsThereIsReadAllTheSame(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[] {1});
      Waiter reader =
          Waiter.start(
              kind,
              () -> {
                Thread.currentThread().interrupt();
                return pair.first().read(new byte[1]);
              });
      assertThat(reader.outcome()).isEqualTo(1);
    }
  }

  private static Object check(Waiter.Kind kind, Callable<?> operation) throws Exception {
    boolean[] status = new boolean[1];
    Waiter waiter =
        Waiter.start(
            kind,
            () -> {
              try {
                return operation.call();
              } finally {
                status[0] = Thread.interrupted();
              }
            });
    waiter.settle().interrupt();
    Object outcome = waiter.outcome();
    assertThat(outcome)
        .isInstanceOf(InterruptedIOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
    assertThat(status[0]).as("interrupt status").isTrue();
    return outcome;
  }
}
