package dev.interprocess.windows;

import static dev.interprocess.windows.PipeTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of named pipes, of all lengths, in parts and as calls. */
@OnWindows
class NamedPipeMessagesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 4096, 4097, 65_536, 65_537, 1 << 20})
  void anyLengthArrivesWhole(int length) throws Exception {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      for (int round = 0; round < 3; round++) {
        Task<Void> send = Task.run(() -> pair.first().send(ByteBuffer.wrap(message)));
        assertThat(pair.second().receive().orElseThrow()).isEqualTo(message);
        send.get();
        Task<Void> again = Task.run(() -> pair.first().send(ByteBuffer.wrap(message)));
        ByteBuffer buffer = ByteBuffer.allocate(length + 1);
        assertThat(pair.second().receive(buffer)).isEqualTo(length);
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(message));
        again.get();
      }
    }
  }

  @Test
  void aLongOneIsReceivedInPartsAndTheNextStartsClean() throws Exception {
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      pair.first().send(bytes(1, 2, 3, 4, 5));
      pair.first().send(bytes());
      pair.first().send(bytes(6));
      ByteBuffer buffer = ByteBuffer.allocate(2);
      assertThat(pair.second().receivePart(buffer)).isFalse();
      assertThat(buffer.flip()).isEqualTo(bytes(1, 2));
      assertThat(pair.second().receivePart(buffer.clear())).isFalse();
      assertThat(buffer.flip()).isEqualTo(bytes(3, 4));
      assertThat(pair.second().receivePart(buffer.clear())).isTrue();
      assertThat(buffer.flip()).isEqualTo(bytes(5));
      assertThat(pair.second().receivePart(buffer.clear())).isTrue();
      assertThat(buffer.position()).isZero();
      assertThat(pair.second().receive().orElseThrow()).containsExactly(6);
    }
  }

  @Test
  void theRestOfAPartIsDroppedByAReceiveOfTheNext() throws Exception {
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      pair.first().send(bytes(1, 2, 3));
      pair.first().send(bytes(4));
      assertThat(pair.second().receivePart(ByteBuffer.allocate(1))).isFalse();
      assertThat(pair.second().receive().orElseThrow()).containsExactly(4);
    }
  }

  @Test
  void aPeekCopiesWhatFitsHoweverOften() throws Exception {
    byte[] message = new byte[10_000];
    new Random(1).nextBytes(message);
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      pair.first().send(ByteBuffer.wrap(message));
      assertThat(pair.second().peek(ByteBuffer.allocate(3))).isEqualTo(3);
      assertThat(pair.second().peekLength()).isEqualTo(message.length);
      ByteBuffer large = ByteBuffer.allocate(20_000);
      assertThat(pair.second().peek(large)).isEqualTo(message.length);
      assertThat(large.slice(0, message.length)).isEqualTo(ByteBuffer.wrap(message));
      assertThat(pair.second().receive().orElseThrow()).isEqualTo(message);
    }
  }

  @Test
  void callsAndTransactionsAnswer() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeMessages> listener = NamedPipeMessages.listen(address)) {
      Task<Void> serving =
          Task.run(
              () ->
                  listener.serve(
                      client -> {
                        for (var request = client.receive();
                            request.isPresent();
                            request = client.receive()) {
                          if (request.get().length == 0) {
                            return;
                          }
                          client.send(ByteBuffer.wrap(request.get()));
                        }
                      }));
      ByteBuffer answer = ByteBuffer.allocate(9);
      assertThat(NamedPipeMessages.call(address, bytes(1, 2), answer, Duration.ofSeconds(20)))
          .isEqualTo(2);
      assertThat(answer.flip()).isEqualTo(bytes(1, 2));
      assertThatThrownBy(
              () ->
                  NamedPipeMessages.call(
                      address, bytes(), ByteBuffer.allocate(9), Duration.ofSeconds(20)))
          .isInstanceOf(EOFException.class);
      try (NamedPipeMessages client = NamedPipeMessages.connect(address)) {
        assertThat(client.transact(bytes(3), answer.clear())).isEqualTo(1);
        assertThat(answer.flip()).isEqualTo(bytes(3));
      }
      listener.close();
      serving.get();
    }
  }

  @Test
  void aMessageThatWasNotSentInTimeIsTakenBack() throws Exception {
    try (SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair()) {
      int sent = 0;
      try {
        for (; ; sent++) {
          pair.first().send(ByteBuffer.allocate(30_000), Duration.ZERO);
        }
      } catch (SocketTimeoutException e) {
        assertThat(sent).isPositive();
      }
      for (int i = 0; i < sent; i++) {
        assertThat(pair.second().receive(ByteBuffer.allocate(30_000))).isEqualTo(30_000);
      }
      pair.first().send(bytes(1));
      assertThat(pair.second().receive().orElseThrow()).containsExactly(1);
    }
  }

  @Test
  void aPipeOfBytesIsNone() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions().option(NamedPipeOptions.BYTE_TYPE, true).listen(address)) {
      assertThatThrownBy(() -> NamedPipeMessages.connect(address))
          .hasMessageStartingWith("SetNamedPipeHandleState pipe:")
          .hasMessageContaining("(ERROR_INVALID_PARAMETER)");
      assertThat(listener.isOpen()).isTrue();
    }
  }
}
