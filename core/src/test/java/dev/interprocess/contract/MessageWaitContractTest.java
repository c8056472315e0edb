package dev.interprocess.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the waits of every {@link MessageChannel} end, on both kinds of threads. */
@OnWindowsToo
class MessageWaitContractTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  static Stream<Arguments> kindsAndThreads() {
    return Kinds.Kind.here(MessageKind.class)
        .flatMap(kind -> Arrays.stream(ThreadKind.values()).map(thread -> arguments(kind, thread)));
  }

  private static ByteBuffer one() {
    return ByteBuffer.wrap(new byte[] {1});
  }

  /** Sends until no more goes in; returns how many messages did. */
  private static int fill(MessageChannel channel) throws Exception {
    int count = 0;
    try {
      while (true) {
        channel.send(ByteBuffer.allocate(4096), Duration.ZERO);
        count++;
      }
    } catch (SocketTimeoutException e) {
      return count;
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void aReceiveIsWokenByAMessage(MessageKind kind, ThreadKind thread) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      Task<Integer> receive =
          Task.start(thread, () -> pair.second().receive(ByteBuffer.allocate(9))).awaitWaiting();
      pair.first().send(one());
      assertThat(receive.get()).isEqualTo(1);
      Task<Optional<byte[]>> whole =
          Task.start(thread, () -> pair.second().receive()).awaitWaiting();
      pair.first().send(one());
      assertThat(whole.get()).isPresent();
      Task<Integer> peek = Task.start(thread, () -> pair.second().peekLength()).awaitWaiting();
      pair.first().send(one());
      assertThat(peek.get()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void aReceiveEndsWithThePeer(MessageKind kind, ThreadKind thread) throws Exception {
    if (!kind.hasEnd()) {
      return;
    }
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      Task<Integer> receive =
          Task.start(thread, () -> pair.second().receive(ByteBuffer.allocate(9))).awaitWaiting();
      pair.first().close();
      assertThat(receive.get()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void aSendWaitsForRoomAndLosesNothing(MessageKind kind, ThreadKind thread) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      int before = fill(pair.first());
      Task<Void> send = Task.run(thread, () -> pair.first().send(one())).awaitWaiting();
      for (int i = 0; i < before; i++) {
        assertThat(pair.second().receive(ByteBuffer.allocate(4096))).isEqualTo(4096);
      }
      send.get();
      assertThat(pair.second().receive(ByteBuffer.allocate(4096))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void timeoutsLeaveItUsable(MessageKind kind, ThreadKind thread) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      MessageChannel channel = pair.second();
      Task<Integer> receive = Task.start(thread, () -> channel.receive(one(), SHORT));
      assertThat(receive.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
      channel.receiveTimeout(SHORT);
      assertThat(channel.receiveTimeout()).contains(SHORT);
      assertThat(Task.start(thread, channel::peekLength).failure())
          .isExactlyInstanceOf(SocketTimeoutException.class);
      int sent = fill(pair.first());
      assertThat(Task.run(thread, () -> pair.first().send(one(), SHORT)).failure())
          .isExactlyInstanceOf(SocketTimeoutException.class);
      for (int i = 0; i < sent; i++) {
        assertThat(channel.receive(ByteBuffer.allocate(4096))).isEqualTo(4096);
      }
      assertThatThrownBy(() -> channel.receive(one(), Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void interruptsLeaveItUsable(MessageKind kind, ThreadKind thread) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      Task<Integer> receive =
          Task.start(thread, () -> pair.second().receive(ByteBuffer.allocate(9))).awaitWaiting();
      receive.thread().interrupt();
      assertThat(receive.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      fill(pair.first());
      Task<Void> send = Task.run(thread, () -> pair.first().send(one())).awaitWaiting();
      send.thread().interrupt();
      assertThat(send.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(pair.second().receive(ByteBuffer.allocate(4096))).isEqualTo(4096);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndThreads")
  void closeEndsTheWaitsAndLeavesNoDescriptor(MessageKind kind, ThreadKind thread)
      throws Exception {
    int before = OpenFiles.count();
    for (int round = 0; round < 10; round++) {
      try (SocketPair<? extends MessageChannel> pair = kind.open()) {
        fill(pair.first());
        Task<Void> send = Task.run(thread, () -> pair.first().send(one())).awaitWaiting();
        Task<?> receive = Task.start(thread, () -> pair.first().receive()).awaitWaiting();
        pair.first().close();
        assertThat(send.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(receive.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }
}
