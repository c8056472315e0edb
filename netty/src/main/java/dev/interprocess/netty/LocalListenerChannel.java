package dev.interprocess.netty;

import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LocalListener} as a server channel of Netty, for any event loop. It is bound to a {@link
 * LocalName}, for clients of this process' user only unless its options say otherwise; its children
 * are {@link LocalStreamChannel}s. One client is taken at a time, when the pipeline wants it.
 *
 * <pre>{@code
 * EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
 * new ServerBootstrap()
 *     .group(group)
 *     .channel(LocalListenerChannel.class)
 *     .childHandler(new HttpServerCodec())
 *     .bind(LocalName.namespaced("com.example.http"))
 *     .sync();
 * }</pre>
 */
public final class LocalListenerChannel extends AbstractServerChannel {
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final ListenOptions<LocalName, LocalStream> options;
  private volatile boolean open = true;
  private volatile @Nullable LocalListener<LocalStream> listener;
  private @Nullable SocketAddress address;
  private final LoopEnd loopEnd = new LoopEnd(this);
  private boolean accepting;

  /** One with the usual options. */
  public LocalListenerChannel() {
    this(LocalStream.listenOptions());
  }

  /**
   * One with such options, for {@link io.netty.bootstrap.AbstractBootstrap#channelFactory}.
   *
   * @param options where completions run is set here
   */
  public LocalListenerChannel(ListenOptions<LocalName, LocalStream> options) {
    this.options = options;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected void doRegister(ChannelPromise promise) {
    loopEnd.watch(eventLoop());
    promise.setSuccess();
  }

  @Override
  protected void doDeregister() {
    loopEnd.forget(eventLoop());
  }

  @Override
  protected void doBind(SocketAddress wanted) throws IOException {
    if (!(wanted instanceof LocalName name)) {
      throw new UnsupportedOperationException("bind to " + wanted + ": a LocalName is wanted");
    }
    if (listener != null) {
      throw new AlreadyBoundException();
    }
    listener = options.completions(eventLoop()).listen(name);
    address = name;
  }

  @Override
  protected void doBeginRead() {
    LocalListener<LocalStream> bound = listener;
    if (accepting || bound == null) {
      return;
    }
    accepting = true;
    bound
        .acceptAsync()
        .whenComplete(
            (client, failure) -> {
              accepting = false;
              if (client != null) {
                pipeline().fireChannelRead(new LocalStreamChannel(this, client));
              } else if (open) {
                pipeline()
                    .fireExceptionCaught(
                        failure instanceof CompletionException ? failure.getCause() : failure);
              }
              pipeline().fireChannelReadComplete();
            });
  }

  @Override
  protected void doClose() {
    open = false;
    LocalListener<LocalStream> bound = listener;
    if (bound != null) {
      bound.close();
    }
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
    return open && listener != null;
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return address;
  }
}
