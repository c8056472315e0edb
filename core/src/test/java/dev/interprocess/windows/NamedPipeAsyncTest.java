package dev.interprocess.windows;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindows;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Named pipes as futures. */
@OnWindows
class NamedPipeAsyncTest {
  @Test
  void connectsAcceptsAndEchoes() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    assertThatThrownBy(
            () -> NamedPipeStream.connectOptions().connectAsync(address).get(20, SECONDS))
        .hasCauseInstanceOf(ConnectException.class);
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
      CompletableFuture<NamedPipeStream> accepted = listener.acceptAsync();
      CompletableFuture<NamedPipeStream> connected =
          NamedPipeStream.connectOptions().connectAsync(address);
      try (NamedPipeStream server = accepted.get(20, SECONDS);
          NamedPipeStream client = connected.get(20, SECONDS)) {
        ByteBuffer received = ByteBuffer.allocate(10);
        CompletableFuture<Integer> read = server.readAsync(received);
        assertThat(client.writeAsync(PipeTests.bytes(1, 2, 3)).get(20, SECONDS)).isEqualTo(3);
        assertThat(read.get(20, SECONDS)).isEqualTo(3);
        assertThat(received.flip()).isEqualTo(PipeTests.bytes(1, 2, 3));
      }
    }
  }

  @Test
  void whatIsWithdrawnLosesNoByteAndTheOthersKeepTheirOrder() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      NamedPipeStream reader = pair.first();
      List<CompletableFuture<Integer>> reads = new ArrayList<>();
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        buffers.add(ByteBuffer.allocate(1));
        reads.add(reader.readAsync(buffers.get(i)));
      }
      assertThat(reads.get(0).cancel(true)).isTrue(); // which waits in the system
      assertThat(reads.get(2).thenApply(n -> n).cancel(true)).isTrue(); // which queues
      pair.second().write(new byte[] {7, 8, 9});
      assertThat(reads.get(1).get(20, SECONDS)).isEqualTo(1);
      assertThat(reads.get(3).get(20, SECONDS)).isEqualTo(1);
      assertThat(buffers.get(1).get(0)).isEqualTo((byte) 7);
      assertThat(buffers.get(3).get(0)).isEqualTo((byte) 8);
      assertThat(reader.read(new byte[2])).isEqualTo(1);
      CompletableFuture<Integer> late =
          reader.readAsync(ByteBuffer.allocate(1)).orTimeout(20, MILLISECONDS);
      assertThatThrownBy(() -> late.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void messagesAndAClose() throws Exception {
    SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair();
    CompletableFuture<Optional<byte[]>> message = pair.first().receiveAsync();
    assertThat(pair.second().sendAsync(PipeTests.bytes(4, 5)).get(20, SECONDS)).isEqualTo(2);
    assertThat(message.get(20, SECONDS)).hasValue(new byte[] {4, 5});
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(pair.first().receiveAsync(ByteBuffer.allocate(1)));
    }
    Thread.sleep(20);
    pair.first().close();
    for (CompletableFuture<Integer> future : waiting) {
      assertThatThrownBy(() -> future.get(20, SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
    pair.close();
  }
}
