package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Windows.FILE_FLAG_WRITE_THROUGH;
import static dev.interprocess.internal.abi.Windows.PIPE_ACCESS_DUPLEX;
import static dev.interprocess.internal.abi.Windows.PIPE_ACCESS_INBOUND;
import static dev.interprocess.internal.abi.Windows.PIPE_ACCESS_OUTBOUND;
import static dev.interprocess.internal.abi.Windows.PIPE_READMODE_MESSAGE;
import static dev.interprocess.internal.abi.Windows.PIPE_REJECT_REMOTE_CLIENTS;
import static dev.interprocess.internal.abi.Windows.PIPE_TYPE_MESSAGE;
import static dev.interprocess.internal.abi.Windows.PIPE_UNLIMITED_INSTANCES;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Waiting;
import dev.interprocess.internal.pipe.PipeRules;
import dev.interprocess.internal.pipe.PipeServer;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeOptions;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Listens on named pipes, whatever the type of address the user has. */
public final class NamedPipeListenOptions<A extends SocketAddress, S extends Channel>
    implements ListenOptions<A, S> {
  private static final int GREATEST_BACKLOG = 4096;
  private static final int BUFFER = 64 << 10;

  private final NamedPipeKind<A, S> kind;
  private final PipeOption.Values options = new PipeOption.Values();
  private Executor completions = Completions.DEFAULT;
  private Access access = Access.owner();
  private Existing existing = Existing.FAIL;
  private int backlog = GREATEST_BACKLOG;

  public NamedPipeListenOptions(NamedPipeKind<A, S> kind) {
    this.kind = kind;
  }

  /** The same for the portable names and type. */
  static ListenOptions<LocalName, LocalStream> portable(
      NamedPipeListenOptions<NamedPipeAddress, NamedPipeStream> options) {
    return new NamedPipeListenOptions<>(NamedPipeKind.portable(options.kind));
  }

  @Override
  public ListenOptions<A, S> access(Access access) {
    this.access = Objects.requireNonNull(access);
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

  /** There is no file: a pipe's name is gone with its last handle. */
  @Override
  public ListenOptions<A, S> removeOnClose(boolean remove) {
    return this;
  }

  /** No service manager hands pipes over: it is listened anew. */
  @Override
  public ListenOptions<A, S> inherited() {
    return this;
  }

  @Override
  public ListenOptions<A, S> inherited(String name) {
    Objects.requireNonNull(name);
    return this;
  }

  @Override
  public ListenOptions<A, S> completions(Executor executor) {
    this.completions = Objects.requireNonNull(executor);
    return this;
  }

  @Override
  public ListenOptions<A, S> waiting(Waiting waiting) {
    Objects.requireNonNull(waiting); // who waits for a completion port is woken by it
    return this;
  }

  @Override
  public <T> ListenOptions<A, S> option(SocketOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  @Override
  public LocalListener<S> listen(A address) throws IOException {
    NamedPipeAddress pipe = kind.addressOf().apply(address);
    WindowsOnly.require("named pipe");
    if (!pipe.isLocal()) {
      throw new IllegalArgumentException("listen on another computer's pipe: " + address);
    }
    if (existing == Existing.REPLACE) {
      throw new UnsupportedOperationException(
          "listen " + address + ": a pipe that is in use can't be replaced");
    }
    try {
      WindowsAccess rules = WindowsAccess.of(access);
      PipeServer server =
          PipeServer.open(
              pipe.path(),
              address,
              rules(rules.sddl()),
              !options.get(NamedPipeOptions.FIRST_INSTANCE, true),
              backlog);
      return new NamedPipeListener<>(
          server, address, pipe, !isOfBytes(), rules.check(), kind, completions);
    } catch (WindowsException e) {
      throw WindowsErrors.ofListen(address, e);
    }
  }

  private boolean isOfBytes() {
    return !kind.messages() && options.get(NamedPipeOptions.BYTE_TYPE, false);
  }

  private PipeRules rules(String security) {
    int direction =
        switch (options.get(NamedPipeOptions.DIRECTION, NamedPipeOptions.Direction.BOTH)) {
          case BOTH -> PIPE_ACCESS_DUPLEX;
          case TO_SERVER -> PIPE_ACCESS_INBOUND;
          case TO_CLIENT -> PIPE_ACCESS_OUTBOUND;
        };
    return new PipeRules(
        direction
            | (options.get(NamedPipeOptions.WRITE_THROUGH, false) ? FILE_FLAG_WRITE_THROUGH : 0),
        // Of message type also where bytes are read: a message of no bytes ends them.
        (isOfBytes() ? 0 : PIPE_TYPE_MESSAGE)
            | (kind.messages() ? PIPE_READMODE_MESSAGE : 0)
            | (options.get(NamedPipeOptions.ACCEPT_REMOTE, false) ? 0 : PIPE_REJECT_REMOTE_CLIENTS),
        within(NamedPipeOptions.MAX_INSTANCES, 1, 254, PIPE_UNLIMITED_INSTANCES),
        within(NamedPipeOptions.OUT_BUFFER, 0, Integer.MAX_VALUE, BUFFER),
        within(NamedPipeOptions.IN_BUFFER, 0, Integer.MAX_VALUE, BUFFER),
        milliseconds(options.get(NamedPipeOptions.DEFAULT_TIMEOUT, Duration.ZERO)),
        security,
        options.get(NamedPipeOptions.INHERITABLE, false));
  }

  private int within(SocketOption<Integer> option, int least, int most, int unlessSet) {
    int value = options.get(option, unlessSet);
    if (value != unlessSet && (value < least || value > most)) {
      throw new IllegalArgumentException(
          option + ": " + value + ", not from " + least + " to " + most);
    }
    return value;
  }

  private static int milliseconds(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("negative timeout: " + timeout);
    }
    return (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
  }
}
