package dev.interprocess.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DuplexChannel;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes both ways, more than any buffer holds, up to a half-close. */
@Tag("portable")
class EchoTest {
  private static final byte[] RANDOM = new byte[3_000_017];

  static {
    new Random(3).nextBytes(RANDOM);
  }

  @Test
  void betweenTwoChannels() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops()) {
      loops.serve(name, EchoHandler::new);
      Collected collected = new Collected();
      DuplexChannel client = (DuplexChannel) loops.client(collected).connect(name).sync().channel();
      for (int i = 0; i < RANDOM.length; i += 100_000) {
        int length = Math.min(100_000, RANDOM.length - i);
        client.write(Unpooled.wrappedBuffer(RANDOM, i, length));
      }
      client.writeAndFlush(Unpooled.EMPTY_BUFFER).sync();
      client.shutdownOutput().sync();
      assertThat(collected.all()).isEqualTo(RANDOM);
      assertThat(client.isOutputShutdown()).isTrue();
      assertThat(client.isInputShutdown()).isTrue();
      client.close().sync();
    }
  }

  /** One that is no channel of Netty's. */
  @Test
  void withAStream() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops()) {
      loops.serve(name, EchoHandler::new);
      try (LocalStream stream = LocalStream.connect(name)) {
        Thread.startVirtualThread(
            () -> {
              try {
                stream.write(RANDOM);
                stream.shutdownOutput();
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
        assertThat(stream.readFully(RANDOM.length)).isEqualTo(RANDOM);
        assertThat(stream.read(new byte[1])).isNegative();
      }
    }
  }
}
