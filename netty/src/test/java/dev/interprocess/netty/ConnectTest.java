package dev.interprocess.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  @Test
  void aCloseOrACancelAmidItEndsIt() throws Exception {
    LocalName name = Loops.name();
    for (boolean cancel : new boolean[] {false, true}) {
      try (Loops loops = new Loops();
          LocalListener<LocalStream> full = LocalStream.listenOptions().backlog(0).listen(name)) {
        List<LocalStream> waiting = fill(name);
        try {
          ChannelFuture connect = loops.client(new ChannelInboundHandlerAdapter()).connect(name);
          assertThat(connect.await(50)).isFalse();
          if (cancel) {
            assertThat(connect.cancel(false)).isTrue();
          } else {
            connect.channel().close().sync();
          }
          assertThat(connect.await(10, TimeUnit.SECONDS)).isTrue();
          assertThat(connect.isSuccess()).isFalse();
          assertThat(connect.channel().closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
          waiting.forEach(LocalStream::close);
        }
        assertThat(full.isOpen()).isTrue();
      }
    }
  }

  @Test
  void itTakesTooLong() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> full = LocalStream.listenOptions().backlog(0).listen(name)) {
      List<LocalStream> waiting = fill(name);
      try {
        ChannelFuture brief = client(loops, 20).connect(name).await();
        assertThat(brief.cause()).isInstanceOf(ConnectTimeoutException.class);
        ChannelFuture endless = client(loops, 0).connect(name);
        assertThat(endless.await(200)).as("%s", endless).isFalse();
        full.accept().close();
        assertThat(endless.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(endless.isSuccess()).isTrue();
      } finally {
        waiting.forEach(LocalStream::close);
      }
    }
  }

  private static Bootstrap client(Loops loops, int timeoutMillis) {
    return loops
        .client(new ChannelInboundHandlerAdapter())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis);
  }

  /** Until the next one has to wait. */
  private static List<LocalStream> fill(LocalName name) throws IOException {
    List<LocalStream> waiting = new ArrayList<>();
    try {
      while (true) {
        waiting.add(LocalStream.connectOptions().timeout(Duration.ofMillis(20)).connect(name));
      }
    } catch (SocketTimeoutException e) {
      return waiting;
    }
  }

  @Test
  void aReadThatIsAskedForBeforeIsMadeAfterwards() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops();
        LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Collected collected = new Collected();
      Channel client =
          loops
              .client(collected)
              .option(ChannelOption.AUTO_READ, false)
              .register()
              .sync()
              .channel();
      client.read();
      client.connect(name).sync();
      try (LocalStream served = listener.accept()) {
        served.shutdownOutput();
        assertThat(collected.all()).isEmpty();
      }
      client.close().sync();
    }
  }

  @Test
  void aSecondBindIsRefused() throws Exception {
    LocalName name = Loops.name();
    try (Loops loops = new Loops()) {
      Channel server = loops.serve(name, EchoHandler::new);
      assertThat(server.bind(Loops.name()).await().cause())
          .isInstanceOf(AlreadyBoundException.class);
      server.close().sync();
    }
  }
}
