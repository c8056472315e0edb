package dev.interprocess.internal.impl;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.socket.ListenRules;
import dev.interprocess.internal.socket.ListeningSocket;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.util.Objects;

/** Listens on Unix domain sockets, whatever the type of address the user has. */
public final class UnixListenOptions<A extends SocketAddress, S extends Channel>
    implements ListenOptions<A, S> {
  // The system cuts it to what it allows, net.core.somaxconn.
  private static final int GREATEST_BACKLOG = 4096;

  private final UnixKind<A, S> kind;
  private final IntOptions options = new IntOptions();
  private UnixAccess access = UnixAccess.OWNER;
  private Existing existing = Existing.FAIL;
  private int backlog = GREATEST_BACKLOG;
  private boolean removeOnClose = true;

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
    this.access = (UnixAccess) Objects.requireNonNull(access);
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
  public <T> ListenOptions<A, S> option(SocketOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  @Override
  public LocalListener<S> listen(A address) throws IOException {
    byte[] name = kind.nameOf().apply(address);
    Kernel.requireKnown("local socket");
    boolean abstractName = name[0] == 0;
    Doorkeeper<S> doorkeeper = new Doorkeeper<>(access, abstractName, kind.credentials());
    ListenRules rules =
        new ListenRules(
            access.mode(),
            access.gid(),
            switch (existing) {
              case FAIL -> ListenRules.Existing.FAIL;
              case REPLACE_STALE -> ListenRules.Existing.REPLACE_STALE;
              case REPLACE -> ListenRules.Existing.REPLACE;
            },
            backlog);
    try {
      ListeningSocket socket = ListeningSocket.open(name, rules, options.values(), address);
      return new UnixListener<>(socket, address, removeOnClose, doorkeeper, kind.wrap());
    } catch (ErrnoException e) {
      throw SystemErrors.of("listen", address, e);
    }
  }
}
