package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Waiting;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.socket.BoundSocket;
import dev.interprocess.internal.socket.ListenFds;
import dev.interprocess.internal.socket.ListeningSocket;
import dev.interprocess.internal.socket.UnixSockets;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Listens on Unix domain sockets, whatever the type of address the user has. */
public final class UnixListenOptions<A extends SocketAddress, S extends Channel>
    implements ListenOptions<A, S> {
  // The system cuts it to what it allows, net.core.somaxconn.
  private static final int GREATEST_BACKLOG = 4096;

  private final UnixKind<A, S> kind;
  private final SocketOptions.Values options = new SocketOptions.Values();
  private UnixAccess access = UnixAccess.OWNER;
  private Existing existing = Existing.FAIL;
  private int backlog = GREATEST_BACKLOG;
  private boolean removeOnClose = true;
  private @Nullable String inherited;
  private ConnectionDefaults defaults = ConnectionDefaults.USUAL;

  public UnixListenOptions(UnixKind<A, S> kind) {
    this.kind = kind;
  }

  /** The same for the portable names and type. */
  public static ListenOptions<LocalName, LocalStream> portable(
      ListenOptions<UnixAddress, UnixStream> options) {
    // A cast, as the first pattern switch of a program costs milliseconds of its start.
    return new UnixListenOptions<>(
        ((UnixListenOptions<UnixAddress, UnixStream>) options).kind.portable());
  }

  @Override
  public ListenOptions<A, S> access(Access access) {
    if (!(Objects.requireNonNull(access) instanceof UnixAccess unix)) {
      throw new UnsupportedOperationException("access by a security descriptor: only on Windows");
    }
    this.access = unix;
    return this;
  }

  @Override
  public ListenOptions<A, S> existing(Existing existing) {
    this.existing = Objects.requireNonNull(existing);
    return this;
  }

  @Override
  public ListenOptions<A, S> backlog(int clients) {
    if (clients < 0) {
      throw new IllegalArgumentException("negative backlog: " + clients);
    }
    this.backlog = clients;
    return this;
  }

  @Override
  public ListenOptions<A, S> removeOnClose(boolean remove) {
    this.removeOnClose = remove;
    return this;
  }

  @Override
  public ListenOptions<A, S> inherited() {
    return inherited("");
  }

  @Override
  public ListenOptions<A, S> inherited(String name) {
    this.inherited = Objects.requireNonNull(name);
    return this;
  }

  @Override
  public ListenOptions<A, S> completions(Executor executor) {
    this.defaults = defaults.with(executor);
    return this;
  }

  @Override
  public ListenOptions<A, S> waiting(Waiting waiting) {
    this.defaults = defaults.with(waiting);
    return this;
  }

  @Override
  public <T> ListenOptions<A, S> option(SocketOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  @Override
  public LocalListener<S> listen(A address) throws IOException {
    byte[] name = kind.nameOf().apply(address);
    Kernel.requireKnown("local socket");
    try {
      Optional<OwnedDescriptor> handedOver =
          inherited == null
              ? Optional.empty()
              : ListenFds.ofThisProcess().takeListener(inherited, kind.type());
      if (handedOver.isPresent()) {
        return adoptOrClose(handedOver.get());
      }
      if (inherited != null) {
        warnOfOthers(inherited, address);
      }
      return bind(name, address);
    } catch (ErrnoException e) {
      throw SystemErrors.of("listen", address, e);
    }
  }

  /** A service manager has given something else: a name in its unit is wrong, perhaps. */
  private void warnOfOthers(String name, A address) {
    List<String> others = ListenFds.ofThisProcess().names();
    if (!others.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "listen {0}: LISTEN_FDS has no {1} listener{2}, but {3}; so this listens by itself",
          address,
          kind.type(),
          name.isEmpty() ? "" : " named " + name,
          others);
    }
  }

  private LocalListener<S> bind(byte[] name, A address) throws IOException {
    // First, as it fails where a user or group has no number.
    Doorkeeper<S> doorkeeper = doorkeeper(name);
    BoundSocket bound =
        BoundSocket.open(
            kind.type(), name, access.rules(existing, backlog), options.map(), address);
    ListeningSocket socket = new ListeningSocket(bound);
    SocketAddress known = name.length > 0 ? address : UnixTypes.get().address(socket.name());
    return new UnixListener<>(
        socket, known, removeOnClose, doorkeeper, kind.wrap(), options, defaults);
  }

  private LocalListener<S> adoptOrClose(OwnedDescriptor descriptor) throws IOException {
    boolean adopted = false;
    try {
      LocalListener<S> listener = adopt(descriptor);
      adopted = true;
      return listener;
    } finally {
      if (!adopted) { // where a user or group has no number
        descriptor.close();
      }
    }
  }

  /**
   * A listener that somebody else has bound, in place of one of ours. Who may connect to a file is
   * then told by its mode.
   */
  public LocalListener<S> adopt(OwnedDescriptor descriptor) throws IOException {
    int fd = descriptor.acquire();
    try {
      byte[] name = UnixSockets.localName(fd);
      Doorkeeper<S> doorkeeper = doorkeeper(name);
      ListeningSocket socket = ListeningSocket.adopt(descriptor);
      return new UnixListener<>(
          socket, UnixTypes.get().address(name), false, doorkeeper, kind.wrap(), options, defaults);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    } finally {
      descriptor.release();
    }
  }

  private Doorkeeper<S> doorkeeper(byte[] name) throws IOException {
    boolean isPath = name.length > 0 && name[0] != 0;
    return new Doorkeeper<>(access, isPath, kind.credentials());
  }
}
