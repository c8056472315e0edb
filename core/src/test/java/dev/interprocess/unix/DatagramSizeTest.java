package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The longest message is as long as the sender's buffer allows; one byte more is refused whole. */
class DatagramSizeTest {
  /** What the kernel keeps of the buffer for itself. */
  private static final int RESERVED = 32;

  @ParameterizedTest
  @EnumSource(
      value = PassDescriptorsTest.Type.class,
      names = {"SEQPACKET", "DATAGRAM"})
  void theLongestOneArrivesWhole(PassDescriptorsTest.Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair()) {
      assertLongest(pair);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PassDescriptorsTest.Type.class,
      names = {"SEQPACKET", "DATAGRAM"})
  void aRaisedLimitIsTheNewOne(PassDescriptorsTest.Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair()) {
      int usual = pair.first().getOption(StandardSocketOptions.SO_SNDBUF);
      // Far above that the kernel may find no memory in one piece (ENOBUFS).
      pair.first().setOption(StandardSocketOptions.SO_SNDBUF, 250_000);
      assertThat(pair.first().getOption(StandardSocketOptions.SO_SNDBUF)).isGreaterThan(usual);
      assertLongest(pair);
      pair.first().setOption(StandardSocketOptions.SO_SNDBUF, 10_000);
      assertLongest(pair);
    }
  }

  static Stream<Arguments> typesAndThreads() {
    return Stream.of(PassDescriptorsTest.Type.SEQPACKET, PassDescriptorsTest.Type.DATAGRAM)
        .flatMap(
            type ->
                Arrays.stream(ThreadKind.values())
                    .map(thread -> Arguments.arguments(type, thread)));
  }

  @ParameterizedTest
  @MethodSource("typesAndThreads")
  void aLongOneReachesWholeWhoWaitsForIt(PassDescriptorsTest.Type type, ThreadKind thread)
      throws Exception {
    byte[] bytes = new byte[400_000];
    new Random(1).nextBytes(bytes);
    try (SocketPair<? extends UnixSocket> pair = type.pair()) {
      pair.first().setOption(StandardSocketOptions.SO_SNDBUF, 250_000);
      MessageChannel sender = (MessageChannel) pair.first();
      MessageChannel receiver = (MessageChannel) pair.second();
      ByteBuffer plain = ByteBuffer.allocate(500_000);
      Task<Integer> receive = Task.start(thread, () -> receiver.receive(plain)).awaitWaiting();
      sender.send(ByteBuffer.wrap(bytes));
      assertThat(receive.get()).isEqualTo(bytes.length);
      assertThat(plain.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      ByteBuffer buffer = ByteBuffer.allocateDirect(500_000);
      Task<ReceivedMessage> message =
          Task.start(thread, () -> pair.second().receiveMessage(buffer)).awaitWaiting();
      sender.send(ByteBuffer.wrap(bytes));
      assertThat(message.get().length()).isEqualTo(bytes.length);
      assertThat(message.get().lost()).isZero();
      assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(bytes));
    }
  }

  private static void assertLongest(SocketPair<? extends UnixSocket> pair) throws Exception {
    int longest = pair.first().getOption(StandardSocketOptions.SO_SNDBUF) - RESERVED;
    byte[] bytes = new byte[longest];
    new Random(longest).nextBytes(bytes);
    ByteBuffer tooLong = ByteBuffer.allocate(longest + 1);
    assertThatThrownBy(() -> pair.first().sendMessage(tooLong))
        .isInstanceOf(SystemError.class)
        .hasMessageContaining("(EMSGSIZE)");
    assertThat(tooLong.position()).isZero();
    try (Descriptor memory = Descriptor.memory("along")) {
      pair.first().sendMessage(ByteBuffer.wrap(bytes), Ancillary.descriptors(memory));
    }
    MessageChannel receiver = (MessageChannel) pair.second();
    assertThat(receiver.peekLength()).isEqualTo(longest);
    assertThat(receiver.receive().orElseThrow()).isEqualTo(bytes);
    ((MessageChannel) pair.first()).send(ByteBuffer.wrap(bytes));
    ByteBuffer buffer = ByteBuffer.allocateDirect(longest + 1);
    try (ReceivedMessage message = pair.second().receiveMessage(buffer)) {
      assertThat(message.length()).isEqualTo(longest);
      assertThat(message.lost()).isZero();
      assertThat(message.descriptors()).isEmpty();
    }
    assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(bytes));
  }
}
