package dev.interprocess.netty;

import dev.interprocess.LocalName;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Event loops, and what runs in them, for one test. */
final class Loops implements AutoCloseable {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, LocalIoHandler.newFactory());

  static LocalName name() {
    long pid = ProcessHandle.current().pid();
    return LocalName.namespaced("netty-test-" + pid + "-" + NEXT.incrementAndGet());
  }

  private static ChannelInitializer<Channel> initializer(Supplier<ChannelHandler> handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(handlers.get());
      }
    };
  }

  Channel serve(LocalName name, Supplier<ChannelHandler> handlers) throws InterruptedException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(group)
            .channel(LocalListenerChannel.class)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(initializer(handlers));
    return server.bind(name).sync().channel();
  }

  /** A client, not connected yet. */
  Bootstrap client(ChannelHandler handler) {
    return new Bootstrap()
        .group(group)
        .channel(LocalStreamChannel.class)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(handler);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
