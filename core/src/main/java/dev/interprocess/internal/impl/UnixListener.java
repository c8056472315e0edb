package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EMFILE;
import static dev.interprocess.internal.abi.LinuxErrno.ENFILE;
import static dev.interprocess.internal.abi.LinuxErrno.ENOBUFS;
import static dev.interprocess.internal.abi.LinuxErrno.ENOMEM;

import dev.interprocess.LocalListener;
import dev.interprocess.SystemError;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.event.AcceptEvent;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.poll.Poller;
import dev.interprocess.internal.socket.ListeningSocket;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The listener of Unix domain sockets. */
public final class UnixListener<S extends Channel> implements LocalListener<S> {
  private static final Logger LOGGER = System.getLogger("dev.interprocess");

  private final ListeningSocket socket;
  private final SocketAddress address;
  private final boolean removeOnClose;
  private final Doorkeeper<S> doorkeeper;
  private final UnixKind.Wrap<S> wrap;
  private final Map<Integer, int[]> options;

  UnixListener(
      ListeningSocket socket,
      SocketAddress address,
      boolean removeOnClose,
      Doorkeeper<S> doorkeeper,
      UnixKind.Wrap<S> wrap,
      SocketOptions.Values options) {
    this.socket = socket;
    this.address = address;
    this.removeOnClose = removeOnClose;
    this.doorkeeper = doorkeeper;
    this.wrap = wrap;
    this.options = Map.copyOf(options.map()); // the user may go on with his own
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
      OwnedDescriptor descriptor = new OwnedDescriptor(fd, address);
      boolean admitted = false;
      try {
        UnixSockets.setOptions(fd, options);
        S client = wrap.of(descriptor);
        admitted = doorkeeper.admits(fd, client);
        if (event != null) {
          event.end(address, admitted);
        }
        if (admitted) {
          return client;
        }
      } catch (ErrnoException e) {
        throw SystemErrors.of(address, e);
      } finally {
        if (!admitted) { // or an Error of the access check is on its way to the caller
          descriptor.close();
        }
      }
    }
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
    return () ->
        new Iterator<>() {
          private @Nullable S next;

          @Override
          public boolean hasNext() {
            try {
              next = next != null ? next : acceptPatiently();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return next != null;
          }

          @Override
          public S next() {
            S client = hasNext() ? next : null;
            next = null;
            if (client == null) {
              throw new NoSuchElementException(UnixListener.this.toString());
            }
            return client;
          }
        };
  }

  /** Also when descriptors have run out, until there are some again; null once this is closed. */
  private @Nullable S acceptPatiently() throws IOException {
    Pause pause = new Pause();
    boolean logged = false;
    while (true) {
      try {
        return accept();
      } catch (ClosedChannelException e) {
        return null;
      } catch (IOException e) {
        if (!isShortage(e)) {
          throw e;
        }
        if (!logged) { // once, however many tries it takes
          logShortage(e);
          logged = true;
        }
        pause.sleep(Deadline.NONE, "accept", address);
      }
    }
  }

  /** A logger that needs a descriptor itself, for the JDK's time zones say, ends no listener. */
  private static void logShortage(IOException e) {
    try {
      LOGGER.log(Level.WARNING, "{0}; trying again", e.getMessage());
    } catch (RuntimeException | Error failure) {
      e.addSuppressed(failure);
    }
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
      Poller.prepare();
    } catch (ErrnoException e) {
      throw SystemErrors.of("serve", address, e);
    }
    // Its close waits for all handlers, and interrupts them if this thread is interrupted.
    try (ExecutorService handlers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("handler of " + address + " ", 1).factory())) {
      try {
        for (S client = acceptPatiently(); client != null; client = acceptPatiently()) {
          S served = client;
          handlers.execute(() -> handle(handler, served));
        }
      } catch (InterruptedIOException e) {
        handlers.shutdownNow();
        throw e;
      }
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("serve " + address + ": interrupted");
    }
  }

  private void handle(Handler<? super S> handler, S client) {
    try {
      handler.handle(client);
    } catch (Exception | AssertionError e) {
      LOGGER.log(Level.WARNING, "handler of " + address, e);
    } finally {
      Close.quietly(client);
    }
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
