package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams for code that knows the JDK's asynchronous channels. */
@OnWindowsToo
class AsynchronousChannelTest {
  @Test
  void theJdksOwnCodeWorksWithIt() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Channels.newOutputStream(pair.first().asynchronousChannel()).write(new byte[] {1, 2, 3});
      assertThat(Channels.newInputStream(pair.second().asynchronousChannel()).readNBytes(3))
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void handlersAreTold() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      AsynchronousByteChannel channel = pair.first().asynchronousChannel();
      Noted read = new Noted();
      channel.read(ByteBuffer.allocate(10), "attached", read);
      Noted written = new Noted();
      pair.second().asynchronousChannel().write(ByteBuffer.allocate(4), null, written);
      assertThat(written.get(20, SECONDS)).isEqualTo("null 4");
      assertThat(read.get(20, SECONDS)).isEqualTo("attached 4");
    }
  }

  @Test
  void closingItClosesTheStream() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      AsynchronousByteChannel channel = pair.first().asynchronousChannel();
      Future<Integer> waits = channel.read(ByteBuffer.allocate(1));
      channel.close();
      assertThat(pair.first().isOpen()).isFalse();
      assertThat(channel.isOpen()).isFalse();
      assertThatThrownBy(() -> waits.get(20, SECONDS)).hasCauseInstanceOf(IOException.class);
      Noted late = new Noted();
      channel.write(ByteBuffer.allocate(1), "late", late);
      assertThatThrownBy(() -> late.get(20, SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void aFutureThatIsCancelledLosesNothing() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      AsynchronousByteChannel channel = pair.first().asynchronousChannel();
      assertThat(channel.read(ByteBuffer.allocate(1)).cancel(true)).isTrue();
      pair.second().write(new byte[] {9});
      assertThat(pair.first().readFully(1)).containsExactly(9);
    }
  }

  private static final class Noted extends CompletableFuture<String>
      implements CompletionHandler<Integer, @Nullable String> {
    @Override
    public void completed(Integer result, @Nullable String attachment) {
      complete(attachment + " " + result);
    }

    @Override
    public void failed(Throwable failure, @Nullable String attachment) {
      completeExceptionally(failure);
    }
  }
}
