package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Fill;
import dev.interprocess.support.Names;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation that no thread waits for gives what the blocking one gives. */
class AsyncEchoTest {
  /** Where completions run. */
  enum Where {
    VIRTUAL_THREADS,
    POLLER;

    Executor executor() {
      return this == POLLER ? Runnable::run : Thread::startVirtualThread;
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptsConnectsReadsAndWrites(Where where) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().completions(where.executor()).listen(name)) {
      CompletableFuture<LocalStream> accepted = listener.acceptAsync();
      assertThat(accepted).isNotDone();
      try (LocalStream client =
              LocalStream.connectOptions()
                  .completions(where.executor())
                  .connectAsync(name)
                  .get(20, SECONDS);
          LocalStream server = accepted.get(20, SECONDS)) {
        ByteBuffer in = ByteBuffer.allocate(10);
        CompletableFuture<Integer> read = server.readAsync(in);
        assertThat(read).isNotDone();
        assertThat(client.writeAsync(ByteBuffer.wrap(new byte[] {1, 2, 3})).get(20, SECONDS))
            .isEqualTo(3);
        assertThat(read.get(20, SECONDS)).isEqualTo(3);
        assertThat(in.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        client.shutdownOutput();
        assertThat(server.readAsync(in.clear()).get(20, SECONDS)).isEqualTo(-1);
      }
    }
  }

  @Test
  void writesAllHoweverLittleRoomThereIs() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      byte[] much = new byte[300_000];
      much[299_999] = 7;
      CompletableFuture<Integer> write = pipe.writer().writeAsync(ByteBuffer.wrap(much));
      assertThat(write).isNotDone();
      assertThat(pipe.reader().readFully(300_000)).isEqualTo(much);
      assertThat(write.get(20, SECONDS)).isEqualTo(300_000);
    }
  }

  @Test
  void waitsForRoom() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Fill.up(pair.first());
      CompletableFuture<Integer> write = pair.first().writeAsync(ByteBuffer.allocate(100));
      assertThat(write).isNotDone();
      Fill.drain(pair.second());
      assertThat(write.get(20, SECONDS)).isEqualTo(100);
    }
  }

  @Test
  void sendsAndReceivesMessages() throws Exception {
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
      ByteBuffer in = ByteBuffer.allocate(10);
      CompletableFuture<Integer> received = pair.first().receiveAsync(in);
      assertThat(received).isNotDone();
      assertThat(pair.second().sendAsync(ByteBuffer.allocate(4)).get(20, SECONDS)).isEqualTo(4);
      assertThat(received.get(20, SECONDS)).isEqualTo(4);
      assertThat(in.position()).isEqualTo(4);
      CompletableFuture<java.util.Optional<byte[]>> whole = pair.first().receiveAsync();
      pair.second().send(ByteBuffer.allocate(1_000));
      assertThat(whole.get(20, SECONDS).orElseThrow()).hasSize(1_000);
      pair.second().send(ByteBuffer.allocate(20));
      assertThatThrownBy(() -> pair.first().receiveAsync(in.clear()).get(20, SECONDS))
          .hasCauseInstanceOf(MessageTruncatedException.class);
      pair.second().shutdownOutput();
      assertThat(pair.first().receiveAsync().get(20, SECONDS)).isEmpty();
    }
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      CompletableFuture<Integer> received = pair.first().receiveAsync(ByteBuffer.allocate(10));
      pair.second().send(ByteBuffer.allocate(0));
      assertThat(received.get(20, SECONDS)).isZero();
    }
  }

  @Test
  void failsAsTheBlockingOneDoes() throws Exception {
    UnixAddress nobody = UnixAddress.abstractName("nobody is here");
    assertThatThrownBy(() -> UnixSeqPacket.connectAsync(nobody).get(20, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectException.class)
        .hasMessageContaining("ECONNREFUSED");
    SocketPair<LocalStream> pair = LocalStream.pair();
    pair.second().close();
    assertThatThrownBy(() -> pair.first().writeAsync(ByteBuffer.allocate(1)).get(20, SECONDS))
        .hasCauseInstanceOf(java.io.IOException.class)
        .hasMessageContaining("EPIPE");
    pair.first().close();
    assertThatThrownBy(() -> pair.first().readAsync(ByteBuffer.allocate(1)).get(20, SECONDS))
        .hasCauseExactlyInstanceOf(ClosedChannelException.class);
  }
}
