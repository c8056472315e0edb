package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Windows.FILE_FLAG_WRITE_THROUGH;
import static dev.interprocess.internal.abi.Windows.FILE_READ_ATTRIBUTES;
import static dev.interprocess.internal.abi.Windows.FILE_WRITE_ATTRIBUTES;
import static dev.interprocess.internal.abi.Windows.GENERIC_READ;
import static dev.interprocess.internal.abi.Windows.GENERIC_WRITE;
import static dev.interprocess.internal.abi.Windows.SECURITY_ANONYMOUS;
import static dev.interprocess.internal.abi.Windows.SECURITY_DELEGATION;
import static dev.interprocess.internal.abi.Windows.SECURITY_IDENTIFICATION;
import static dev.interprocess.internal.abi.Windows.SECURITY_IMPERSONATION;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Waiting;
import dev.interprocess.internal.event.ConnectEvent;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.PipeClient;
import dev.interprocess.internal.pipe.PipeState;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeOptions;
import dev.interprocess.windows.NamedPipeOptions.SecurityQuality;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Connects to named pipes, whatever the type of address the user has. */
public final class NamedPipeConnectOptions<A extends SocketAddress, S extends Channel>
    implements ConnectOptions<A, S> {
  private final NamedPipeKind<A, S> kind;
  private final PipeOption.Values options = new PipeOption.Values();
  private Executor completions = Completions.DEFAULT;
  private long timeout = Duration.ofSeconds(10).toNanos();
  private boolean untilListening;

  public NamedPipeConnectOptions(NamedPipeKind<A, S> kind) {
    this.kind = kind;
  }

  /** The same for the portable names and type. */
  static ConnectOptions<LocalName, LocalStream> portable(
      NamedPipeConnectOptions<NamedPipeAddress, NamedPipeStream> options) {
    return new NamedPipeConnectOptions<>(NamedPipeKind.portable(options.kind));
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
    this.completions = Objects.requireNonNull(executor);
    return this;
  }

  @Override
  public ConnectOptions<A, S> waiting(Waiting waiting) {
    Objects.requireNonNull(waiting); // who waits for a completion port is woken by it
    return this;
  }

  @Override
  public <T> ConnectOptions<A, S> option(SocketOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  @Override
  public S connect(A address) throws IOException {
    NamedPipeAddress pipe = kind.addressOf().apply(address);
    WindowsOnly.require("named pipe");
    ConnectEvent event = Events.connect();
    try {
      long handle =
          PipeClient.open(
              pipe.path(), access(), flags(), Deadline.after(timeout), untilListening, address);
      S connected = wrap(OwnedHandle.of(handle, address), pipe);
      if (event != null) {
        event.end(address);
      }
      return connected;
    } catch (WindowsException e) {
      throw WindowsErrors.ofConnect(address, e);
    }
  }

  @Override
  public CompletableFuture<S> connectAsync(A address) {
    Objects.requireNonNull(address);
    SerialOperations connecting = new SerialOperations();
    connecting.executor(completions);
    return connecting.start(() -> connect(address));
  }

  private S wrap(OwnedHandle handle, NamedPipeAddress pipe) throws IOException {
    boolean wrapped = false;
    try {
      if (kind.messages()) {
        PipeState.readMessages(handle);
      }
      S connected = kind.wrap().of(PipeEndpoint.ofClient(handle), pipe);
      wrapped = true;
      return Completions.set(connected, completions);
    } finally {
      if (!wrapped) {
        handle.close();
      }
    }
  }

  private int access() {
    return switch (options.get(NamedPipeOptions.DIRECTION, NamedPipeOptions.Direction.BOTH)) {
      case BOTH -> GENERIC_READ | GENERIC_WRITE;
      case TO_SERVER -> GENERIC_WRITE | FILE_READ_ATTRIBUTES;
      case TO_CLIENT -> GENERIC_READ | FILE_WRITE_ATTRIBUTES; // which the mode of reading needs
    };
  }

  private int flags() {
    int quality =
        switch (options.get(NamedPipeOptions.SECURITY_QUALITY, SecurityQuality.ANONYMOUS)) {
          case ANONYMOUS -> SECURITY_ANONYMOUS;
          case IDENTIFICATION -> SECURITY_IDENTIFICATION;
          case IMPERSONATION -> SECURITY_IMPERSONATION;
          case DELEGATION -> SECURITY_DELEGATION;
        };
    return quality
        | (options.get(NamedPipeOptions.WRITE_THROUGH, false) ? FILE_FLAG_WRITE_THROUGH : 0);
  }
}
