package dev.interprocess.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.MessageChannel;
import dev.interprocess.MessageTruncatedException;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.OnWindowsToo;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** What every {@link MessageChannel} does, without waiting. */
@OnWindowsToo
class MessageContractTest {
  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void whatIsSentByOneCallIsReceivedByOne(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      pair.first().send(bytes(1, 2, 3));
      pair.first().send(bytes(4));
      ByteBuffer buffer = ByteBuffer.allocate(10);
      assertThat(pair.second().receive(buffer)).isEqualTo(3);
      assertThat(pair.second().receive(buffer)).isEqualTo(1);
      assertThat(buffer.flip()).isEqualTo(bytes(1, 2, 3, 4));
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void bothDirectionsAndAllKindsOfBuffersWork(MessageKind kind) throws Exception {
    byte[] random = new byte[50_000];
    new Random(1).nextBytes(random);
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      ByteBuffer direct = ByteBuffer.allocateDirect(60_000).position(5_000);
      direct.put(random).flip().position(5_000);
      pair.second().send(direct);
      assertThat(direct.hasRemaining()).isFalse();
      ByteBuffer heap = ByteBuffer.allocate(60_000).position(7).slice();
      assertThat(pair.first().receive(heap)).isEqualTo(random.length);
      assertThat(heap.flip()).isEqualTo(ByteBuffer.wrap(random));
      pair.first().send(heap.asReadOnlyBuffer());
      ByteBuffer target = ByteBuffer.allocateDirect(50_000);
      assertThat(pair.second().receive(target)).isEqualTo(random.length);
      assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(random));
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void anEmptyMessageIsAMessage(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      pair.first().send(bytes());
      pair.first().send(bytes(7));
      pair.first().send(bytes());
      assertThat(pair.second().peekLength()).isZero();
      assertThat(pair.second().receive(ByteBuffer.allocate(9))).isZero();
      assertThat(pair.second().receive().orElseThrow()).containsExactly(7);
      assertThat(pair.second().receive().orElseThrow()).isEmpty();
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void anEmptyMessageBeforeTheEndIsNotTheEnd(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      if (kind.hasEnd()) {
        pair.first().send(bytes());
        pair.first().close();
        assertThat(pair.second().peek(ByteBuffer.allocate(9))).isZero();
        assertThat(pair.second().receive(ByteBuffer.allocate(0))).isZero();
        assertThat(pair.second().receive(ByteBuffer.allocate(9))).isEqualTo(-1);
        assertThat(pair.second().receive()).isEmpty();
        assertThat(pair.second().peekLength()).isEqualTo(-1);
        assertThat(pair.second().peek(ByteBuffer.allocate(1))).isEqualTo(-1);
      } else {
        pair.first().close();
        assertThatThrownBy(() -> pair.second().receive(ByteBuffer.allocate(1), Duration.ZERO))
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void whatDidNotFitIsTold(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      pair.first().send(bytes(1, 2, 3, 4, 5));
      pair.first().send(bytes(6));
      ByteBuffer small = ByteBuffer.allocate(3);
      MessageTruncatedException cut =
          catchThrowableOfType(MessageTruncatedException.class, () -> pair.second().receive(small));
      assertThat(cut.length()).isEqualTo(5);
      assertThat(cut.lost()).isEqualTo(2);
      assertThat(small.flip()).isEqualTo(bytes(1, 2, 3));
      assertThat(pair.second().receive().orElseThrow()).containsExactly(6);
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void aPeekTakesNothingAndTellsTheLength(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      pair.first().send(bytes(1, 2, 3));
      ByteBuffer two = ByteBuffer.allocate(2);
      assertThat(pair.second().peek(two)).isEqualTo(2);
      assertThat(two.position()).isZero();
      assertThat(two.get(1)).isEqualTo((byte) 2);
      assertThat(pair.second().peekLength()).isEqualTo(3);
      assertThat(pair.second().receive().orElseThrow()).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void aMessageThatIsTooLongIsRefusedAndNothingIsSent(MessageKind kind) throws Exception {
    if (!kind.hasLongestMessage()) {
      return;
    }
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      ByteBuffer huge = ByteBuffer.allocate(64 << 20);
      IOException refused = catchThrowableOfType(IOException.class, () -> pair.first().send(huge));
      assertThat(refused).isInstanceOf(SystemError.class).hasMessageContaining("EMSGSIZE");
      assertThat(huge.position()).isZero();
      pair.first().send(bytes(1));
      assertThat(pair.second().receive().orElseThrow()).containsExactly(1);
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void aHugeBufferReceivesASmallMessage(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      pair.first().send(bytes(1, 2));
      assertThat(pair.second().receive(ByteBuffer.allocate(64 << 20))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void isClosedForAllOperations(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      MessageChannel closed = pair.first();
      closed.close();
      closed.close();
      assertThat(closed.isOpen()).isFalse();
      assertThatThrownBy(() -> closed.send(bytes(1))).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> closed.receive(bytes(1))).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(closed::receive).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> closed.peek(bytes(1))).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(closed::peekLength).isInstanceOf(ClosedChannelException.class);
      assertThat(closed.toString()).endsWith("(closed)");
    }
  }

  @ParameterizedTest
  @Kinds(MessageKind.class)
  void badArgumentsAreRefused(MessageKind kind) throws Exception {
    try (SocketPair<? extends MessageChannel> pair = kind.open()) {
      MessageChannel channel = pair.first();
      ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
      assertThatThrownBy(() -> channel.receive(readOnly))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> channel.peek(readOnly)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> channel.receive(bytes(1), Duration.ofMillis(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> channel.sendTimeout(Duration.ofMillis(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
