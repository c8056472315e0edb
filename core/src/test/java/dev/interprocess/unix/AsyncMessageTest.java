package dev.interprocess.unix;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SocketPair;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and what accompanies them, without a thread that waits. */
class AsyncMessageTest {
  private static final int MESSAGE = 1000;

  @TempDir Path folder;

  @Test
  void aDescriptorArrivesByAStream() throws Exception {
    int before = OpenFiles.count();
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("shared")) {
      CompletableFuture<ReceivedMessage> receive =
          pair.second().receiveMessageAsync(ByteBuffer.allocate(10));
      pair.first()
          .sendMessageAsync(ByteBuffer.wrap(new byte[] {1, 2}), Ancillary.descriptors(memory))
          .get(20, SECONDS);
      try (ReceivedMessage received = receive.get(20, SECONDS)) {
        assertThat(received.length()).isEqualTo(2);
        assertThat(received.descriptors()).hasSize(1);
      }
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void allOfALongStreamGoesOut() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("shared")) {
      ByteBuffer bytes = ByteBuffer.allocate(3 << 20);
      CompletableFuture<Void> send =
          pair.first().sendMessageAsync(bytes, Ancillary.descriptors(memory));
      assertThat(send.isDone()).isFalse();
      assertThat(pair.second().readFully(bytes.capacity())).hasSize(bytes.capacity());
      send.get(20, SECONDS);
      assertThat(bytes.hasRemaining()).isFalse();
    }
  }

  @Test
  void whatIsPassedStaysOpenUntilItIsOnItsWay() throws Exception {
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
      int sent = fill(pair.first());
      Descriptor memory = Descriptor.memory("shared");
      CompletableFuture<Void> send =
          pair.first().sendMessageAsync(ByteBuffer.allocate(1), Ancillary.descriptors(memory));
      memory.close();
      for (int i = 0; i < sent; i++) {
        assertThat(pair.second().receive().orElseThrow()).hasSize(MESSAGE);
      }
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.descriptors()).hasSize(1);
      }
      send.get(20, SECONDS);
      assertThatThrownBy(
              () ->
                  pair.first()
                      .sendMessageAsync(ByteBuffer.allocate(1), Ancillary.descriptors(memory))
                      .get(20, SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
  }

  private static int fill(UnixSeqPacket socket) throws Exception {
    int sent = 0;
    CompletableFuture<Integer> send = socket.sendAsync(ByteBuffer.allocate(MESSAGE));
    for (; send.isDone(); sent++) {
      send = socket.sendAsync(ByteBuffer.allocate(MESSAGE));
    }
    assertThat(send.cancel(true)).isTrue();
    return sent;
  }

  @Test
  void oneThatIsWithdrawnGivesBackWhatItWasToPass() throws Exception {
    int before = OpenFiles.count();
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
      int sent = fill(pair.first());
      try (Descriptor memory = Descriptor.memory("shared")) {
        CompletableFuture<Void> send =
            pair.first()
                .sendMessageAsync(ByteBuffer.allocate(1), Ancillary.descriptors(memory))
                .orTimeout(5, MILLISECONDS);
        assertThatThrownBy(() -> send.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
      }
      for (int i = 0; i < sent; i++) {
        assertThat(pair.second().receive().orElseThrow()).hasSize(MESSAGE);
      }
      assertThat(pair.second().receiveMessageAsync(ByteBuffer.allocate(1)).cancel(true)).isTrue();
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void aFullQueueIsWaitedFor() throws Exception {
    UnixAddress address = UnixAddress.path(folder.resolve("a.sock"));
    try (UnixDatagram receiver = UnixDatagram.bind(address);
        UnixDatagram sender = UnixDatagram.open()) {
      int sent = 0;
      CompletableFuture<Void> last = sender.sendToAsync(address, ByteBuffer.allocate(MESSAGE));
      while (last.isDone()) {
        sent++;
        last = sender.sendToAsync(address, ByteBuffer.allocate(MESSAGE));
      }
      for (int i = 0; i <= sent; i++) {
        assertThat(receiver.receive().orElseThrow()).hasSize(MESSAGE);
      }
      last.get(20, SECONDS);
    }
  }

  @Test
  void nobodyThereIsToldWithTheAddress() throws Exception {
    UnixAddress address = UnixAddress.path(folder.resolve("none.sock"));
    try (UnixDatagram sender = UnixDatagram.open()) {
      assertThatThrownBy(() -> sender.sendToAsync(address, ByteBuffer.allocate(1)).get(20, SECONDS))
          .hasCauseInstanceOf(NoSuchFileException.class)
          .hasMessageContaining("none.sock");
    }
  }

  @Test
  void aCloseEndsIt() throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      CompletableFuture<ReceivedMessage> receive =
          pair.first().receiveMessageAsync(ByteBuffer.allocate(1));
      pair.first().close();
      assertThatThrownBy(() -> receive.get(20, SECONDS))
          .hasCauseInstanceOf(AsynchronousCloseException.class);
      assertThatThrownBy(
              () -> pair.first().receiveMessageAsync(ByteBuffer.allocate(1)).get(20, SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
  }

  /** Each message reaches exactly one receiver, however cancels and messages meet. */
  @Test
  void noMessageIsLostWhenTheyRace() throws Exception {
    int rounds = Scale.rounds(2_000, 100_000);
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
      Task<Void> writer =
          Task.run(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  pair.second().send(ByteBuffer.allocate(4).putInt(0, i));
                  LockSupport.parkNanos(i % 5 * 1_000L);
                }
              });
      for (int got = 0; got < rounds; ) {
        ByteBuffer buffer = ByteBuffer.allocate(4);
        CompletableFuture<ReceivedMessage> receive = pair.first().receiveMessageAsync(buffer);
        LockSupport.parkNanos(got % 3 * 1_000L);
        if (!receive.cancel(true)) {
          receive.get(20, SECONDS).close();
          assertThat(buffer.getInt(0)).isEqualTo(got++);
        } else {
          assertThat(buffer.position()).isZero();
        }
      }
      writer.get();
    }
  }

  @Test
  void theyQueueInOrder() throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      List<ByteBuffer> buffers = List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(1));
      List<CompletableFuture<ReceivedMessage>> receives =
          buffers.stream().map(pair.first()::receiveMessageAsync).toList();
      pair.second().send(ByteBuffer.wrap(new byte[] {1}), Duration.ZERO);
      pair.second().send(ByteBuffer.wrap(new byte[] {2}), Duration.ZERO);
      for (int i = 0; i < 2; i++) {
        receives.get(i).get(20, SECONDS).close();
        assertThat(buffers.get(i).get(0)).isEqualTo((byte) (i + 1));
      }
    }
  }
}
