package dev.interprocess.benchmarks.peer;

import static dev.interprocess.benchmarks.peer.Wire.ECHO;
import static dev.interprocess.benchmarks.peer.Wire.HEADER;
import static dev.interprocess.benchmarks.peer.Wire.SINK;
import static dev.interprocess.benchmarks.peer.Wire.SMALL;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Netty's Unix domain sockets, one event loop for everything. */
final class NettyPeer implements Peer.Roles {
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

  @Override
  public void serve(String address) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerDomainSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Served());
                  }
                })
            .bind(new DomainSocketAddress(address))
            .sync()
            .channel();
    System.out.println("ready");
    server.closeFuture().sync();
  }

  /** A client of the server. */
  private static final class Served extends ChannelInboundHandlerAdapter {
    private final ByteBuf header = Unpooled.buffer(HEADER);
    private int mode;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      if (mode == 0) {
        header.writeBytes(bytes, Math.min(bytes.readableBytes(), header.writableBytes()));
        mode = header.isWritable() ? 0 : header.getIntLE(0);
      }
      if (mode == ECHO && bytes.isReadable()) {
        context.write(bytes, context.voidPromise());
      } else {
        bytes.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent && mode == SINK) {
        // Without the close it would report a hang-up for ever, and never let its loop sleep.
        context
            .writeAndFlush(Unpooled.wrappedBuffer(new byte[1]))
            .addListener(ChannelFutureListener.CLOSE);
      } else if (event instanceof ChannelInputShutdownEvent) {
        context.close();
      }
    }
  }

  @Override
  public void drive(String address, String work, int size) throws Exception {
    Rounds rounds = new Rounds();
    switch (work) {
      case "echo" -> {
        Receiver receiver = new Receiver();
        Channel channel = connect(address, receiver).sync().channel();
        channel.writeAndFlush(header(ECHO, size, 0)).sync();
        while (true) {
          long end = rounds.next();
          driveEcho(channel, receiver, size, end, rounds);
        }
      }
      case "sink" -> {
        while (true) {
          long end = rounds.next();
          driveSink(address, size, end, rounds);
        }
      }
      default -> {
        while (true) {
          long end = rounds.next();
          driveConnect(address, size, end, rounds);
        }
      }
    }
  }

  static void firstEcho(String address) throws InterruptedException {
    NettyPeer peer = new NettyPeer();
    Receiver receiver = new Receiver();
    Channel channel = peer.connect(address, receiver).sync().channel();
    CompletableFuture<Void> done = new CompletableFuture<>();
    receiver.await(SMALL, () -> done.complete(null));
    channel.writeAndFlush(header(ECHO, SMALL, SMALL));
    done.join();
    Runtime.getRuntime().halt(0); // its loop takes seconds to end
  }

  private ChannelFuture connect(String address, Receiver receiver) {
    return new Bootstrap()
        .group(loop)
        .channel(EpollDomainSocketChannel.class)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(receiver)
        .connect(new DomainSocketAddress(address));
  }

  private static ByteBuf header(int mode, int size, int room) {
    return Unpooled.buffer(HEADER + room).writeIntLE(mode).writeIntLE(size).writeZero(room);
  }

  /** Counts what comes. */
  private static final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
    private int missing;
    private Runnable then = () -> {};

    void await(int size, Runnable next) {
      missing = size;
      then = next;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      missing -= bytes.readableBytes();
      if (missing <= 0) {
        then.run();
      }
    }
  }

  private static void driveEcho(
      Channel channel, Receiver receiver, int size, long end, Rounds rounds) {
    ByteBuf message = Unpooled.unreleasableBuffer(Unpooled.directBuffer(size).writeZero(size));
    CompletableFuture<Long> done = new CompletableFuture<>();
    long begin = System.nanoTime();
    long[] last = {begin};
    Runnable[] received = new Runnable[1];
    received[0] =
        () -> {
          long now = System.nanoTime();
          rounds.add(now - last[0]);
          last[0] = now;
          if (now < end) {
            receiver.await(size, received[0]);
            channel.writeAndFlush(message.duplicate(), channel.voidPromise());
          } else {
            done.complete(now);
          }
        };
    channel
        .eventLoop()
        .execute(
            () -> {
              receiver.await(size, received[0]);
              channel.writeAndFlush(message.duplicate(), channel.voidPromise());
            });
    rounds.sayTimes(done.join() - begin);
  }

  private void driveSink(String address, int size, long end, Rounds rounds) throws Exception {
    Receiver receiver = new Receiver();
    Channel channel = connect(address, receiver).sync().channel();
    ByteBuf message = Unpooled.unreleasableBuffer(Unpooled.directBuffer(size).writeZero(size));
    CompletableFuture<Long> done = new CompletableFuture<>();
    AtomicLong total = new AtomicLong();
    Runnable[] write = new Runnable[1];
    write[0] =
        () -> {
          if (total.getPlain() == 0 || System.nanoTime() < end) {
            total.setPlain(total.getPlain() + size);
            channel.writeAndFlush(message.duplicate()).addListener(written -> write[0].run());
          } else {
            receiver.await(1, () -> done.complete(total.get()));
            ((DuplexChannel) channel).shutdownOutput();
          }
        };
    long begin = System.nanoTime();
    channel.writeAndFlush(header(SINK, size, 0)).addListener(written -> write[0].run());
    rounds.sayRate(done.join(), begin);
    channel.close();
  }

  private void driveConnect(String address, int atOnce, long end, Rounds rounds) {
    AtomicLong total = new AtomicLong();
    AtomicInteger left = new AtomicInteger(atOnce);
    CompletableFuture<Long> done = new CompletableFuture<>();
    long begin = System.nanoTime();
    for (int i = 0; i < atOnce; i++) {
      Runnable[] next = new Runnable[1];
      next[0] =
          () -> {
            if (total.get() == 0 || System.nanoTime() < end) {
              once(address, total, next[0]);
            } else if (left.decrementAndGet() == 0) {
              done.complete(total.get());
            }
          };
      next[0].run();
    }
    rounds.sayRate(done.join(), begin);
  }

  private void once(String address, AtomicLong total, Runnable next) {
    Receiver receiver = new Receiver();
    ChannelFuture connected = connect(address, receiver);
    Channel channel = connected.channel();
    receiver.await(
        SMALL,
        () -> {
          total.getAndIncrement();
          channel.close();
          next.run();
        });
    connected.addListener(done -> channel.writeAndFlush(header(ECHO, SMALL, SMALL)));
  }
}
