package dev.interprocess.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a close leaves behind: nothing of what was written before, and no buffer. */
class CloseTest {
  private static Channel connect(Bootstrap client, LocalName name) throws InterruptedException {
    return client.connect(name).sync().channel();
  }

  /** On Windows a write always ends later than it began. */
  @Test
  void aWriteThatHasRoomArrivesAlthoughACloseFollows() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Channel client = connect(loops.client(new ChannelInboundHandlerAdapter()), name);
      try (LocalStream served = listener.accept()) {
        ByteBuf message = Unpooled.copiedBuffer("last words", US_ASCII);
        ChannelFuture write = client.writeAndFlush(message);
        client.close().sync();
        assertThat(write.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(write.isSuccess()).isTrue();
        assertThat(served.readFully(10)).isEqualTo("last words".getBytes(US_ASCII));
        assertThat(served.read(new byte[1])).isNegative();
        assertThat(message.refCnt()).isZero();
      }
    }
  }

  @Test
  @Tag("portable")
  void aWriteThatWaitsFailsAndGivesItsBufferBack() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Channel client = connect(loops.client(new ChannelInboundHandlerAdapter()), name);
      try (LocalStream served = listener.accept()) {
        ByteBuf message = Unpooled.directBuffer(8 << 20).writeZero(8 << 20);
        ChannelFuture write = client.writeAndFlush(message);
        assertThat(write.await(200)).isFalse();
        assertThat(client.isWritable()).isFalse();
        client.close().sync();
        assertThat(write.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(write.cause()).isInstanceOf(ClosedChannelException.class);
        while (message.refCnt() > 0) { // until the system has let go of it
          Thread.sleep(1);
        }
        assertThat(served.isOpen()).isTrue();
      }
    }
  }

  @Test
  @Tag("portable")
  void thePeersEndClosesWhatWantsNoHalf() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Channel client =
          connect(
              loops
                  .client(new ChannelInboundHandlerAdapter())
                  .option(ChannelOption.ALLOW_HALF_CLOSURE, false),
              name);
      listener.accept().close();
      assertThat(client.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.isActive()).isFalse();
    }
  }

  @Test
  @Tag("portable")
  void theLoopsEndClosesEverything() throws Exception {
    LocalName name = Loops.name();
    Channel server;
    Channel client;
    ChannelFuture write;
    try (Loops loops = new Loops()) {
      server = loops.serve(name, ChannelInboundHandlerAdapter::new);
      client =
          connect(
              loops
                  .client(new ChannelInboundHandlerAdapter())
                  .option(ChannelOption.AUTO_READ, false),
              name);
      write = client.writeAndFlush(Unpooled.directBuffer(1).writeZero(1));
    }
    assertThat(client.isOpen()).isFalse();
    assertThat(server.isOpen()).isFalse();
    assertThat(write.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.closeFuture().isDone()).isTrue();
    LocalStream.listen(name).close(); // nobody has the name any more
  }

  @Test
  void theEndOfOutputAmidAWriteLeavesTheInput() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Collected collected = new Collected();
      LocalStreamChannel client = (LocalStreamChannel) connect(loops.client(collected), name);
      try (LocalStream served = listener.accept()) {
        ChannelFuture write =
            client.writeAndFlush(Unpooled.directBuffer(8 << 20).writeZero(8 << 20));
        assertThat(write.await(100)).isFalse();
        client.shutdownOutput().sync();
        assertThat(write.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(write.isSuccess()).isFalse();
        served.write("answer".getBytes(US_ASCII));
        served.shutdownOutput();
        assertThat(collected.all()).isEqualTo("answer".getBytes(US_ASCII));
        assertThat(client.isOpen()).isTrue();
      }
      client.close().sync();
    }
  }

  @Test
  void theEndOfInputHereLeavesTheOutput() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      LocalStreamChannel client =
          (LocalStreamChannel)
              connect(
                  loops
                      .client(new ChannelInboundHandlerAdapter())
                      .option(ChannelOption.ALLOW_HALF_CLOSURE, false),
                  name);
      try (LocalStream served = listener.accept()) {
        client.shutdownInput().sync();
        client.writeAndFlush(Unpooled.copiedBuffer("still", US_ASCII)).sync();
        assertThat(served.readFully(5)).isEqualTo("still".getBytes(US_ASCII));
        assertThat(client.isOpen()).isTrue();
      }
      client.close().sync();
    }
  }
}
