package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
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

/** Connects Unix domain sockets, whatever the type of address the user has. */
public final class UnixConnectOptions<A extends SocketAddress, S extends Channel>
    implements ConnectOptions<A, S> {
  private final UnixKind<A, S> kind;
  private final SocketOptions.Values options = new SocketOptions.Values();
  private long timeout = Duration.ofSeconds(10).toNanos();
  private boolean untilListening;

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
      int fd =
          Connecting.connect(
              kind.type(), name, Deadline.after(timeout), untilListening, options.map(), address);
      S connected = wrap(new OwnedDescriptor(fd, address));
      if (event != null) {
        event.end(address);
      }
      return connected;
    } catch (ErrnoException e) {
      throw SystemErrors.of("connect", address, e);
    }
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
