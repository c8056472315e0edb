package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EMFILE;
import static dev.interprocess.internal.abi.LinuxErrno.ENFILE;
import static dev.interprocess.internal.abi.LinuxErrno.ENOBUFS;
import static dev.interprocess.internal.abi.LinuxErrno.ENOMEM;
import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.LocalListener;
import dev.interprocess.SystemError;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.event.AcceptEvent;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pollers;
import dev.interprocess.internal.socket.ListeningSocket;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The listener of Unix domain sockets. */
public final class UnixListener<S extends Channel> implements LocalListener<S> {
  private final ListeningSocket socket;
  private final SocketAddress address;
  private final boolean removeOnClose;
  private final Doorkeeper<S> doorkeeper;
  private final UnixKind.Wrap<S> wrap;
  private final Map<Integer, int[]> options;
  private final ConnectionDefaults defaults;
  private final Serving<S> serving;

  UnixListener(
      ListeningSocket socket,
      SocketAddress address,
      boolean removeOnClose,
      Doorkeeper<S> doorkeeper,
      UnixKind.Wrap<S> wrap,
      SocketOptions.Values options,
      ConnectionDefaults defaults) {
    this.socket = socket;
    this.address = address;
    this.removeOnClose = removeOnClose;
    this.doorkeeper = doorkeeper;
    this.wrap = wrap;
    this.options = Map.copyOf(options.map()); // the user may go on with his own
    this.defaults = defaults;
    defaults.setListening(socket.descriptor());
    this.serving = new Serving<>(this, UnixListener::isShortage);
  }

  @Override
  public S accept() throws IOException {
    return accept(Deadline.NONE);
  }

  @Override
  public S accept(Duration timeout) throws IOException {
    return accept(Timeouts.deadline(timeout));
  }

  private S accept(long deadline) throws IOException {
    while (true) {
      AcceptEvent event = Events.accept();
      int fd;
      try {
        fd = socket.accept(deadline);
      } catch (ErrnoException e) {
        throw SystemErrors.of(address, e);
      }
      S client = admit(fd, event);
      if (client != null) {
        return client;
      }
    }
  }

  /** The client of a connection that was taken, or null if it was sent away. */
  private @Nullable S admit(int fd, @Nullable AcceptEvent event) throws IOException {
    OwnedDescriptor descriptor = OwnedDescriptor.nonBlocking(fd, address);
    boolean admitted = false;
    try {
      UnixSockets.setOptions(fd, options);
      defaults.set(descriptor);
      S client = defaults.set(wrap.of(descriptor));
      admitted = doorkeeper.admits(fd, client);
      if (event != null) {
        event.end(address, admitted);
      }
      return admitted ? client : null;
    } catch (ErrnoException e) {
      throw SystemErrors.of(address, e);
    } finally {
      if (!admitted) { // or an Error of the access check is on its way to the caller
        descriptor.close();
      }
    }
  }

  @Override
  public CompletableFuture<S> acceptAsync() {
    return new FutureOperation<S>("accept", socket.lane(), defaults.completions()) {
      private @Nullable AcceptEvent event = Events.accept();
      private int taken;

      @Override
      protected Try attempt(int fd) throws IOException {
        taken = ListeningSocket.tryAccept(fd);
        return taken == ListeningSocket.NOBODY ? Try.WOULD_BLOCK : Try.DONE;
      }

      // Who may connect, a check of the user's may decide.
      @Override
      protected boolean conclude(@Nullable Throwable failure) throws Throwable {
        super.conclude(failure);
        S client = admit(taken, event);
        done(client);
        event = Events.accept(); // for the next, if this one was sent away
        return client != null;
      }
    }.start();
  }

  @Override
  public void awaitClient(Duration timeout) throws IOException {
    try {
      socket.awaitClient(Timeouts.deadline(timeout));
    } catch (ErrnoException e) {
      throw SystemErrors.of(address, e);
    }
  }

  @Override
  public Iterable<S> incoming() {
    return serving.incoming();
  }

  private static boolean isShortage(IOException e) {
    return e instanceof SystemError error
        && switch (error.number()) {
          case EMFILE, ENFILE, ENOMEM, ENOBUFS -> true;
          default -> false;
        };
  }

  @Override
  public void serve(Handler<? super S> handler) throws IOException {
    Objects.requireNonNull(handler);
    try {
      Pollers.start();
    } catch (ErrnoException e) {
      throw SystemErrors.of("serve", address, e);
    }
    serving.serve(handler);
  }

  OwnedDescriptor descriptor() {
    return socket.descriptor();
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  public boolean isOpen() {
    return socket.descriptor().isOpen();
  }

  @Override
  public void close() {
    close(removeOnClose);
  }

  /** For one that another process listens on from now on. */
  void closeKeepingName() {
    close(/* removeFile= */ false);
  }

  private void close(boolean removeFile) {
    try {
      socket.close(removeFile);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "the file of " + address + " stays: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "listener " + address + (isOpen() ? "" : " (closed)");
  }
}
