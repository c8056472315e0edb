package dev.interprocess.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections that can't be made say why, and what they were of is closed. */
@Tag("portable")
class ConnectTest {
  @Test
  void nobodyListens() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops()) {
      ChannelFuture connect =
          loops.client(new ChannelInboundHandlerAdapter()).connect(name).await();
      assertThat(connect.cause())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("connect " + name);
      connect.channel().closeFuture().sync();
      assertThat(connect.channel().isOpen()).isFalse();
    }
  }

  @Test
  void theAddressIsNoLocalName() throws Exception {
    try (Loops loops = new Loops()) {
      ChannelFuture connect =
          loops
              .client(new ChannelInboundHandlerAdapter())
              .connect(InetSocketAddress.createUnresolved("localhost", 1))
              .await();
      assertThat(connect.isSuccess()).isFalse();
    }
  }

  @Test
  void itIsConnectedAlready() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops()) {
      Channel server = loops.serve(name, EchoHandler::new);
      Channel client =
          loops.client(new ChannelInboundHandlerAdapter()).connect(name).sync().channel();
      assertThat(client.remoteAddress()).isEqualTo(name);
      assertThat(server.localAddress()).isEqualTo(name);
      assertThat(client.connect(name).await().cause())
          .isInstanceOf(java.nio.channels.AlreadyConnectedException.class);
      server.close().sync();
      client.close().sync();
    }
  }
}
