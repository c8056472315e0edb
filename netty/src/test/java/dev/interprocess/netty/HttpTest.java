package dev.interprocess.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** curl talks to a server made of Netty's handlers for HTTP. */
class HttpTest {
  private static final int SIZE = 5_000_000;

  @TempDir private Path folder;

  /** Answers with as many bytes as it was sent. */
  private static final class Mirror extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      ByteBuf content = request.content().retain();
      var response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Test
  void aBodyGoesThereAndBack() throws Exception {
    Path path = folder.resolve("http.sock");
    Path sent = folder.resolve("sent");
    Path received = folder.resolve("received");
    java.nio.file.Files.write(sent, new byte[SIZE]);
    try (Loops loops = new Loops()) {
      loops.serve(
          LocalName.path(path),
          () ->
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                  channel
                      .pipeline()
                      .addLast(
                          new HttpServerCodec(), new HttpObjectAggregator(2 * SIZE), new Mirror());
                }
              });
      List<String> curl =
          List.of(
              "curl",
              "-sS",
              "--unix-socket",
              path.toString(),
              "--data-binary",
              "@" + sent,
              "-o",
              received.toString(),
              "http://localhost/");
      assertThat(new ProcessBuilder(curl).inheritIO().start().waitFor()).isZero();
      assertThat(received).hasSize(SIZE).hasSameBinaryContentAs(sent);
    }
  }
}
