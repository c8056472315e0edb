package dev.interprocess.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/** Sends back what comes; reads no more while the other side does not; ends when it has ended. */
final class EchoHandler extends ChannelDuplexHandler {
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.writeAndFlush(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      context
          .writeAndFlush(context.alloc().buffer(0))
          .addListener(done -> ((DuplexChannel) context.channel()).shutdownOutput());
    }
  }
}
