package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Descriptors;
import dev.interprocess.support.Names;
import dev.interprocess.support.Waiter;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing an object ends whatever waits on it, on either kind of thread. */
class CloseWakesTest {
  private static final int ROUNDS = Boolean.getBoolean("interprocess.full") ? 10_000 : 1_000;

  @ParameterizedTest
  @EnumSource
  void accept(Waiter.Kind kind) throws Exception {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    check(kind, listener::accept, listener::close);
  }

  @ParameterizedTest
  @EnumSource
  void read(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      check(kind, () -> pair.first().read(new byte[1]), pair.first()::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void peek(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      check(kind, () -> pair.first().peek(ByteBuffer.allocate(1)), pair.first()::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readOfAHalf(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteReader half = pair.first().reader();
      check(kind, () -> half.read(new byte[1]), half::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void write(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      check(
          kind, () -> pair.first().write(ByteBuffer.allocateDirect(8 << 20)), pair.first()::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readOfAPipe(Waiter.Kind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      check(kind, () -> pipe.reader().read(new byte[1]), pipe.reader()::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writeToAPipe(Waiter.Kind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      check(kind, () -> pipe.writer().write(ByteBuffer.allocate(1 << 20)), pipe.writer()::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void alsoThoseWhoQueue(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Waiter first = Waiter.start(kind, () -> pair.first().read(new byte[1]));
      Waiter second = Waiter.start(kind, () -> pair.first().read(new byte[1])).settle();
      pair.first().close();
      assertThat(first.outcome()).isInstanceOf(AsynchronousCloseException.class);
      assertThat(second.outcome()).isInstanceOf(AsynchronousCloseException.class);
    }
  }

  private static void check(Waiter.Kind kind, Callable<?> operation, Runnable close)
      throws Exception {
    Waiter waiter = Waiter.start(kind, operation).settle();
    close.run();
    assertThat(waiter.outcome()).isInstanceOf(AsynchronousCloseException.class);
    assertThat(Waiter.start(kind, operation).outcome()).isInstanceOf(ClosedChannelException.class);
  }

  /** Without a pause before the close: it comes before, in the midst of, and after the wait. */
  @Test
  @Tag("slow")
  @Timeout(300)
  void atAnyMomentAndWithoutALeak() throws Exception {
    round(Waiter.Kind.PLATFORM);
    round(Waiter.Kind.VIRTUAL);
    long before = Descriptors.count();
    for (int i = 0; i < ROUNDS; i++) {
      round(i % 2 == 0 ? Waiter.Kind.PLATFORM : Waiter.Kind.VIRTUAL);
    }
    // The sleepers of platform threads are kept for the next ones.
    assertThat(Descriptors.count()).isLessThanOrEqualTo(before + 16);
  }

  private static void round(Waiter.Kind kind) throws Exception {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Waiter accept = Waiter.start(kind, listener::accept);
      Waiter read = Waiter.start(kind, () -> pair.first().read(new byte[1]));
      Waiter write =
          Waiter.start(kind, () -> pair.first().write(ByteBuffer.allocateDirect(1 << 20)));
      listener.close();
      pair.first().close();
      assertThat(accept.outcome()).isInstanceOf(ClosedChannelException.class);
      assertThat(read.outcome()).isInstanceOf(ClosedChannelException.class);
      assertThat(write.outcome()).isInstanceOf(ClosedChannelException.class);
    }
  }
}
