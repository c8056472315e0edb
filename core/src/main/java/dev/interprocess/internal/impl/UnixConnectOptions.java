package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Waiting;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.event.ConnectEvent;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.socket.Connecting;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Connects Unix domain sockets, whatever the type of address the user has. */
public final class UnixConnectOptions<A extends SocketAddress, S extends Channel>
    implements ConnectOptions<A, S> {
  private final UnixKind<A, S> kind;
  private final SocketOptions.Values options = new SocketOptions.Values();
  private long timeout = Duration.ofSeconds(10).toNanos();
  private boolean untilListening;
  private ConnectionDefaults defaults = ConnectionDefaults.USUAL;

  public UnixConnectOptions(UnixKind<A, S> kind) {
    this.kind = kind;
  }

  /** The same for the portable names and type. */
  public static ConnectOptions<LocalName, LocalStream> portable(
      ConnectOptions<UnixAddress, UnixStream> options) {
    // A cast, as the first pattern switch of a program costs milliseconds of its start.
    return new UnixConnectOptions<>(
        ((UnixConnectOptions<UnixAddress, UnixStream>) options).kind.portable());
  }

  @Override
  public ConnectOptions<A, S> timeout(Duration timeout) {
    this.timeout = Deadline.nanos(timeout);
    return this;
  }

  @Override
  public ConnectOptions<A, S> retry(boolean untilListening) {
    this.untilListening = untilListening;
    return this;
  }

  @Override
  public ConnectOptions<A, S> completions(Executor executor) {
    this.defaults = defaults.with(executor);
    return this;
  }

  @Override
  public ConnectOptions<A, S> waiting(Waiting waiting) {
    this.defaults = defaults.with(waiting);
    return this;
  }

  @Override
  public <T> ConnectOptions<A, S> option(SocketOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  @Override
  public S connect(A address) throws IOException {
    byte[] name = kind.nameOf().apply(address);
    if (name.length == 0) {
      throw new IllegalArgumentException("connect to an address that is none: " + address);
    }
    Kernel.requireKnown("local socket");
    ConnectEvent event = Events.connect();
    try {
      return connected(open(name, address).connect(), address, event, defaults);
    } catch (ErrnoException e) {
      throw SystemErrors.of("connect", address, e);
    }
  }

  @Override
  public CompletableFuture<S> connectAsync(A address) {
    byte[] name = kind.nameOf().apply(address);
    if (name.length == 0) {
      throw new IllegalArgumentException("connect to an address that is none: " + address);
    }
    Kernel.requireKnown("local socket");
    ConnectEvent event = Events.connect();
    ConnectionDefaults chosen = defaults; // the user may go on with these options
    Connecting connecting;
    try {
      connecting = open(name, address);
    } catch (ErrnoException e) {
      return CompletableFuture.failedFuture(SystemErrors.of("connect", address, e));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return new RetriedOperation<S>(chosen.completions(), connecting.deadline()) {
      private boolean owned;

      @Override
      protected @Nullable S attempt() throws IOException {
        try {
          if (!connecting.tryConnect()) {
            return null;
          }
          owned = true;
          return connected(connecting.fd(), address, event, chosen);
        } catch (ErrnoException e) {
          throw SystemErrors.of("connect", address, e);
        }
      }

      @Override
      protected void abandon() {
        if (!owned) {
          connecting.discard();
        }
      }

      @Override
      public String toString() {
        return address.toString();
      }
    }.start();
  }

  private Connecting open(byte[] name, A address) throws IOException {
    return Connecting.open(
        kind.type(), name, Deadline.after(timeout), untilListening, options.map(), address);
  }

  private S connected(int fd, A address, @Nullable ConnectEvent event, ConnectionDefaults chosen)
      throws IOException {
    OwnedDescriptor descriptor = OwnedDescriptor.nonBlocking(fd, address);
    chosen.set(descriptor);
    S connected = wrap(descriptor);
    if (event != null) {
      event.end(address);
    }
    return chosen.set(connected);
  }

  private S wrap(OwnedDescriptor descriptor) throws IOException {
    boolean wrapped = false;
    try {
      S connected = kind.wrap().of(descriptor);
      wrapped = true;
      return connected;
    } finally {
      if (!wrapped) {
        descriptor.close();
      }
    }
  }
}
