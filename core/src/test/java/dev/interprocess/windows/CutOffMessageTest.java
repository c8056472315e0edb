package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message of which the rest does not come: its receiver is told, and neither hangs nor mixes. */
@OnWindows
@Timeout(120)
class CutOffMessageTest {
  private static final int SIZE = 200_000;
  private static final int ROUNDS = 60;

  @Test
  void whatWasTakenBackAmidIsTold() throws Exception {
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      Task<Void> send =
          Task.run(() -> pair.first().send(message('a', SIZE), Duration.ofMillis(500)));
      ByteBuffer part = ByteBuffer.allocate(1000);
      assertThat(pair.second().receivePart(part)).isFalse();
      assertThat(send.failure()).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> pair.second().receivePart(part.clear()))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("taken the rest");
      pair.first().send(message('b', 7));
      assertThat(pair.second().receive().orElseThrow()).isEqualTo(message('b', 7).array());
    }
  }

  @Test
  void anotherMessageIsNotTakenForTheRest() throws Exception {
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      Task<Void> send =
          Task.run(() -> pair.first().send(message('a', SIZE), Duration.ofMillis(500)));
      assertThat(pair.second().receivePart(ByteBuffer.allocate(1000))).isFalse();
      assertThat(send.failure()).isInstanceOf(SocketTimeoutException.class);
      pair.first().send(message('b', 7));
      assertThat(pair.second().receive().orElseThrow()).isEqualTo(message('b', 7).array());
    }
  }

  @Test
  void aSenderThatGoesAmidEndsTheReceive() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
        Task<Void> send = Task.run(() -> pair.first().send(message('a', SIZE))).awaitWaiting();
        boolean whole = round % 2 == 0;
        Task<Integer> receive =
            Task.start(
                ThreadKind.PLATFORM,
                () -> whole ? received(pair.second()) : receivedInto(pair.second()));
        Thread.sleep(0, round * 10_000);
        pair.first().close();
        assertThat(receive.get()).as("round %s", round).isIn(-1, SIZE);
        boolean _ = send.isDone();
      }
    }
  }

  /** How long the message was, or -1 if there was none, or none that was whole. */
  private static int received(NamedPipeMessages messages) throws IOException {
    try {
      return messages.receive().map(message -> message.length).orElse(-1);
    } catch (EOFException e) {
      return -1;
    }
  }

  private static int receivedInto(NamedPipeMessages messages) throws IOException {
    try {
      return messages.receive(ByteBuffer.allocate(1000));
    } catch (EOFException e) {
      return -1;
    } catch (MessageTruncatedException e) {
      return (int) e.length();
    }
  }

  private static ByteBuffer message(char content, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) content);
    return ByteBuffer.wrap(bytes);
  }
}
