package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.WindowsError.ERROR_NOT_ENOUGH_MEMORY;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NOT_ENOUGH_QUOTA;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NO_SYSTEM_RESOURCES;
import static dev.interprocess.internal.abi.WindowsError.ERROR_TOO_MANY_OPEN_FILES;
import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.Access.Check;
import dev.interprocess.LocalListener;
import dev.interprocess.SystemError;
import dev.interprocess.internal.descriptor.Leaks;
import dev.interprocess.internal.event.AcceptEvent;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.PipeServer;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.windows.NamedPipeAddress;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The listener of named pipes. */
public final class NamedPipeListener<S extends Channel> implements LocalListener<S> {
  private final PipeServer server;
  private final SocketAddress address;
  private final NamedPipeAddress pipe;
  private final boolean messages;
  private final @Nullable Check check;
  private final NamedPipeKind<?, S> kind;
  private final Serving<S> serving;
  private final Cleaner.Cleanable leak;
  private final SerialOperations accepts = new SerialOperations();
  private final Executor completions;

  NamedPipeListener(
      PipeServer server,
      SocketAddress address,
      NamedPipeAddress pipe,
      boolean messages,
      @Nullable Check check,
      NamedPipeKind<?, S> kind,
      Executor completions) {
    this.server = server;
    this.pipe = pipe;
    this.messages = messages;
    this.address = address;
    this.check = check;
    this.kind = kind;
    this.completions = completions;
    this.accepts.executor(completions);
    this.serving = new Serving<>(this, NamedPipeListener::isShortage);
    this.leak = Leaks.watch(this, server::close, "listener " + address);
  }

  @Override
  public S accept() throws IOException {
    return accept(Deadline.NONE);
  }

  @Override
  public S accept(Duration timeout) throws IOException {
    return accept(Timeouts.deadline(timeout));
  }

  @Override
  public CompletableFuture<S> acceptAsync() {
    return accepts.start(this::accept);
  }

  private S accept(long deadline) throws IOException {
    while (true) {
      AcceptEvent event = Events.accept();
      OwnedHandle handle;
      try {
        handle = server.accept(deadline);
      } catch (WindowsException e) {
        throw WindowsErrors.ofListen(address, e);
      }
      boolean admitted = false;
      try {
        S client = kind.wrap().of(PipeEndpoint.ofServer(handle, messages), pipe);
        admitted = admits(client);
        if (event != null) {
          event.end(address, admitted);
        }
        if (admitted) {
          return Completions.set(client, completions);
        }
      } finally {
        if (!admitted) { // or an Error of the access check is on its way to the caller
          handle.close();
        }
      }
    }
  }

  private boolean admits(S client) {
    try {
      if (check == null || check.admits(kind.credentials().of(client))) {
        return true;
      }
      LOGGER.log(Level.INFO, "{0} refused by the check", client);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.WARNING, client + " refused: the check failed", e);
    }
    return false;
  }

  @Override
  public void awaitClient(Duration timeout) throws IOException {
    try {
      server.awaitClient(Timeouts.deadline(timeout));
    } catch (WindowsException e) {
      throw WindowsErrors.ofListen(address, e);
    }
  }

  @Override
  public Iterable<S> incoming() {
    return serving.incoming();
  }

  @Override
  public void serve(Handler<? super S> handler) throws IOException {
    serving.serve(Objects.requireNonNull(handler));
  }

  private static boolean isShortage(IOException e) {
    return e instanceof SystemError error
        && switch (error.number()) {
          case ERROR_TOO_MANY_OPEN_FILES,
              ERROR_NOT_ENOUGH_MEMORY,
              ERROR_NO_SYSTEM_RESOURCES,
              ERROR_NOT_ENOUGH_QUOTA ->
              true;
          default -> false;
        };
  }

  /** Who may connect, as the system has it. */
  public String security() throws IOException {
    try {
      return server.security();
    } catch (WindowsException e) {
      throw WindowsErrors.of(address, e);
    }
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  public boolean isOpen() {
    return server.isOpen();
  }

  @Override
  public void close() {
    server.close();
    leak.clean();
  }

  @Override
  public String toString() {
    return "listener " + address + (isOpen() ? "" : " (closed)");
  }
}
