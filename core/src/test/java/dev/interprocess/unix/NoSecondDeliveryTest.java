package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What came along with a message does not come again, when the next call finds nothing at first.
 */
class NoSecondDeliveryTest {
  static Stream<Arguments> typesAndThreads() {
    return Arrays.stream(PassDescriptorsTest.Type.values())
        .flatMap(
            type ->
                Arrays.stream(ThreadKind.values())
                    .map(thread -> Arguments.arguments(type, thread)));
  }

  @ParameterizedTest
  @MethodSource("typesAndThreads")
  void afterTriesThatFindNothing(PassDescriptorsTest.Type type, ThreadKind thread)
      throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      UnixSocket receiver = pair.second();
      int before = OpenFiles.count();
      for (int round = 0; round < 20; round++) {
        sendWithCompany(pair.first(), pipe);
        receive(receiver, thread, 2);
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofMillis(2)}) {
          assertThat(
                  Task.start(thread, () -> receiver.receiveMessage(ByteBuffer.allocate(9), time))
                      .failure())
              .isExactlyInstanceOf(SocketTimeoutException.class);
        }
        assertThat(OpenFiles.count()).isEqualTo(before);
        pair.first().sendMessage(ByteBuffer.allocate(1));
        receive(receiver, thread, 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("typesAndThreads")
  void toOneThatWaits(PassDescriptorsTest.Type type, ThreadKind thread) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      int before = OpenFiles.count();
      for (int round = 0; round < 20; round++) {
        boolean alone = round % 2 == 1;
        Task<Integer> waiting =
            Task.start(thread, () -> countReceived(pair.second())).awaitWaiting();
        if (alone) {
          pair.first().sendMessage(ByteBuffer.allocate(1));
        } else {
          sendWithCompany(pair.first(), pipe);
        }
        assertThat(waiting.get()).isEqualTo(alone ? 0 : 2);
        assertThat(OpenFiles.count()).isEqualTo(before);
      }
    }
  }

  private static void sendWithCompany(UnixSocket sender, UnnamedPipe pipe) throws Exception {
    sender.sendMessage(ByteBuffer.allocate(1), Ancillary.descriptors(pipe.reader(), pipe.writer()));
  }

  private static void receive(UnixSocket receiver, ThreadKind thread, int descriptors)
      throws Exception {
    assertThat(Task.start(thread, () -> countReceived(receiver)).get()).isEqualTo(descriptors);
  }

  private static int countReceived(UnixSocket receiver) throws Exception {
    try (ReceivedMessage message = receiver.receiveMessage(ByteBuffer.allocate(9))) {
      assertThat(message.length()).isEqualTo(1);
      return message.descriptors().size();
    }
  }
}
