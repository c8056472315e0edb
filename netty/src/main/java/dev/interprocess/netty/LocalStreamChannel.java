package dev.interprocess.netty;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LocalStream} as a channel of Netty, for any event loop. It connects to a {@link
 * LocalName}, takes {@link ByteBuf}s, and has {@link
 * io.netty.channel.ChannelOption#ALLOW_HALF_CLOSURE} and {@code CONNECT_TIMEOUT_MILLIS} beside the
 * options that every channel has. Reads and writes are the stream's asynchronous ones, so nobody
 * reads ahead of what the pipeline wants, and no thread waits. A write that is flushed and for
 * which there is room has ended when {@code flush} returns, so that a close may follow; on Windows
 * it ends later, and the close has to wait for its future. A read that has begun is not taken back
 * when {@code AUTO_READ} is set to false: what it gets is still delivered.
 *
 * <pre>{@code
 * EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
 * Channel channel =
 *     new Bootstrap()
 *         .group(group)
 *         .channel(LocalStreamChannel.class)
 *         .handler(new StringEncoder(UTF_8))
 *         .connect(LocalName.namespaced("com.example.echo"))
 *         .sync()
 *         .channel();
 * channel.writeAndFlush("hello").sync();
 * }</pre>
 */
public final class LocalStreamChannel extends AbstractChannel implements DuplexChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(/* hasDisconnect= */ false);

  private final LocalStreamConfig config = new LocalStreamConfig(this);
  private volatile boolean open = true;
  private volatile @Nullable LocalStream stream;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;
  private @Nullable SocketAddress local;
  private @Nullable SocketAddress remote;

  private final LoopEnd loopEnd = new LoopEnd(this);

  // All below belongs to the event loop.
  private @Nullable CompletableFuture<LocalStream> connecting;
  private @Nullable ChannelPromise connectPromise;
  private boolean wantsToRead; // before it is connected
  private boolean reading;
  private boolean inBeginRead;
  private boolean writing;
  private boolean inWrite;

  /** A client's, to be connected. */
  public LocalStreamChannel() {
    super(null);
  }

  /** One that a server has accepted. */
  LocalStreamChannel(LocalListenerChannel parent, LocalStream stream) {
    super(parent);
    this.stream = stream;
    this.local = parent.localAddress();
  }

  private LocalStream stream() {
    LocalStream connected = stream;
    if (connected == null) {
      throw new NotYetConnectedException();
    }
    return connected;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected void doRegister(ChannelPromise promise) {
    if (stream != null) {
      stream().completions(this::run);
    }
    loopEnd.watch(eventLoop());
    promise.setSuccess();
  }

  @Override
  protected void doDeregister() {
    loopEnd.forget(eventLoop());
  }

  /** What ends at once is told at once: a write that is followed by a close is none that failed. */
  private void run(Runnable completion) {
    EventLoop loop = eventLoop();
    if (loop.inEventLoop()) {
      completion.run();
    } else {
      loop.execute(completion);
    }
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new Connecting();
  }

  private Connecting connecting() {
    return (Connecting) unsafe();
  }

  private final class Connecting extends AbstractUnsafe {
    @Override
    public void connect(
        SocketAddress address, @Nullable SocketAddress localAddress, ChannelPromise promise) {
      if (promise.isDone() || !ensureOpen(promise)) {
        return;
      }
      if (stream != null) {
        safeSetFailure(promise, new AlreadyConnectedException());
      } else if (connecting != null) {
        safeSetFailure(promise, new ConnectionPendingException());
      } else if (address instanceof LocalName name && localAddress == null) {
        remote = name;
        connectPromise = promise;
        promise.addListener(
            done -> {
              if (done.isCancelled()) {
                close(voidPromise());
              }
            });
        int millis = config.getConnectTimeoutMillis();
        connecting =
            LocalStream.connectOptions()
                .timeout(millis == 0 ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(millis))
                .completions(LocalStreamChannel.this::run)
                .connectAsync(name)
                .whenComplete((connected, failure) -> connected(promise, connected, failure));
      } else {
        String what = localAddress == null ? "connect to " + address : "bind to " + localAddress;
        safeSetFailure(
            promise, new UnsupportedOperationException(what + ": a LocalName is wanted"));
      }
    }

    private void connected(
        ChannelPromise promise, @Nullable LocalStream connected, @Nullable Throwable failure) {
      if (connected == null) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof SocketTimeoutException) {
          cause = new ConnectTimeoutException(cause.getMessage());
        }
        promise.tryFailure(cause);
        close(voidPromise());
      } else if (open) {
        stream = connected;
        promise.trySuccess();
        pipeline().fireChannelActive();
        if (wantsToRead) {
          wantsToRead = false;
          read();
        }
      } else {
        connected.close();
      }
    }

    void written() {
      flush0();
    }

    void failed(Throwable failure) {
      handleWriteError(failure);
    }
  }

  @Override
  protected void doBeginRead() {
    if (reading || inputShutdown) {
      return;
    }
    if (stream == null) {
      wantsToRead = true;
      return;
    }
    var handle = unsafe().recvBufAllocHandle();
    handle.reset(config);
    ByteBuf buffer = handle.allocate(config.getAllocator());
    reading = true;
    inBeginRead = true;
    try {
      stream()
          .readAsync(buffer.nioBuffer(0, buffer.writableBytes()))
          .whenComplete((count, failure) -> wasRead(count, buffer, failure));
    } finally {
      inBeginRead = false;
    }
  }

  private void wasRead(@Nullable Integer count, ByteBuf buffer, @Nullable Throwable failure) {
    if (inBeginRead) {
      eventLoop().execute(() -> take(count, buffer, failure)); // or it would call itself for ever
    } else {
      take(count, buffer, failure);
    }
  }

  /** Gives what was read to the pipeline, which asks for more. */
  private void take(@Nullable Integer count, ByteBuf buffer, @Nullable Throwable failure) {
    reading = false;
    if (!open) {
      buffer.release();
      return;
    }
    var handle = unsafe().recvBufAllocHandle();
    handle.attemptedBytesRead(buffer.writableBytes());
    handle.lastBytesRead(count == null ? -1 : count);
    if (count != null && count >= 0) {
      handle.incMessagesRead(1);
      pipeline().fireChannelRead(buffer.writerIndex(count));
      handle.readComplete();
      pipeline().fireChannelReadComplete();
      return;
    }
    buffer.release();
    if (failure == null) {
      end();
    } else {
      pipeline().fireExceptionCaught(failure);
      unsafe().close(voidPromise());
    }
  }

  private void end() {
    boolean here = inputShutdown; // by shutdownInput, and not by the peer
    inputShutdown = true;
    pipeline().fireChannelReadComplete();
    if (here) {
      pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
    } else if (config.isAllowHalfClosure()) {
      pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
    } else {
      unsafe().close(voidPromise());
    }
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (message instanceof ByteBuf) {
      return message;
    }
    throw new UnsupportedOperationException("write of " + message.getClass() + ": not a ByteBuf");
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) {
    inWrite = true;
    try {
      for (Object next = out.current(); next != null && !writing; next = out.current()) {
        ByteBuf bytes = (ByteBuf) next;
        if (bytes.isReadable()) {
          writing = true;
          // Kept, as the channel's close releases what was not written yet.
          bytes.retain();
          stream()
              .writeAsync(bytes.nioBuffer())
              .whenComplete((count, failure) -> written(bytes, failure));
        } else {
          out.remove();
        }
      }
    } finally {
      inWrite = false;
    }
  }

  /** Goes on with what was flushed. */
  private void written(ByteBuf bytes, @Nullable Throwable failure) {
    writing = false;
    bytes.release();
    ChannelOutboundBuffer out = unsafe().outboundBuffer();
    if (out == null) {
      return; // the close was faster, of the channel or of its output
    }
    if (failure != null) {
      connecting().failed(failure);
    } else {
      out.remove();
      if (!inWrite) {
        connecting().written();
      }
    }
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("bind to " + address + ": a client has no name");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    open = false;
    inputShutdown = true;
    outputShutdown = true;
    LocalStream connected = stream;
    if (connected != null) {
      connected.close();
    } else if (connecting != null && connectPromise != null) {
      connecting.cancel(true);
      connectPromise.tryFailure(new ClosedChannelException());
    }
  }

  @Override
  protected void doShutdownOutput() throws IOException {
    outputShutdown = true;
    stream().shutdownOutput();
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public ChannelFuture shutdownInput() {
    return shutdownInput(newPromise());
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    return inLoop(
        promise,
        () -> {
          inputShutdown = true; // before, as a read may end amid it
          stream().shutdownInput();
        });
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    if (eventLoop().inEventLoop()) {
      connecting().shutdownOutput(promise);
    } else {
      eventLoop().execute(() -> connecting().shutdownOutput(promise));
    }
    return promise;
  }

  @Override
  public boolean isShutdown() {
    return inputShutdown && outputShutdown;
  }

  @Override
  public ChannelFuture shutdown() {
    return shutdown(newPromise());
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    shutdownInput()
        .addListener(
            input -> {
              if (input.isSuccess()) {
                shutdownOutput(promise);
              } else {
                promise.tryFailure(input.cause());
              }
            });
    return promise;
  }

  private interface Step {
    void run() throws IOException;
  }

  private ChannelFuture inLoop(ChannelPromise promise, Step step) {
    run(
        () -> {
          try {
            step.run();
            promise.trySuccess();
          } catch (IOException | RuntimeException e) {
            promise.tryFailure(e);
          }
        });
    return promise;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open && stream != null;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  /** A server's name; null for that of a client, which has none. */
  @Override
  protected @Nullable SocketAddress localAddress0() {
    return local;
  }

  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return remote;
  }
}
