package dev.interprocess.internal.channel;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.descriptor.Leaks;
import dev.interprocess.internal.descriptor.Turn;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** The one owner of a connected channel of the JDK, which nobody else uses from now on. */
public final class OwnedChannel implements Turn.Subject {
  private final SocketChannel channel;
  private final ChannelEvents events;
  private final Object name;
  private final Cleaner.Cleanable leak;

  private OwnedChannel(SocketChannel channel, ChannelEvents events, Object name) {
    this.channel = channel;
    this.events = events;
    this.name = name;
    this.leak = Leaks.watch(this, () -> close(channel, events), name.toString());
  }

  /**
   * Takes the channel over; it stays the caller's if that fails.
   *
   * @param name what it is, for messages
   */
  public static OwnedChannel of(SocketChannel channel, Object name) throws IOException {
    return new OwnedChannel(channel, ChannelSelector.running().register(channel), name);
  }

  /** A try that does not wait. */
  interface Attempt {
    int on(SocketChannel channel) throws IOException;
  }

  /** Tries until it does something; returns what that gives. */
  int await(int direction, Attempt attempt, long deadline, String operation) throws IOException {
    while (true) {
      int moved = attempt(attempt, operation);
      if (moved == 0) {
        events.begin(direction);
        // Once more, as what was done before that, as a shutdown, is announced by no event.
        moved = attempt(attempt, operation);
      }
      if (moved != 0) {
        return moved;
      }
      events.await(direction, this, deadline, operation);
    }
  }

  /** Tries once. */
  int attempt(Attempt attempt, String operation) throws IOException {
    try {
      return attempt.on(channel);
    } catch (ClosedChannelException e) {
      checkStillOpen();
      throw new IOException(operation + " " + name + ": Broken pipe, it was shut down here", e);
    } catch (IOException e) {
      throw new IOException(operation + " " + name + ": " + e.getMessage(), e);
    }
  }

  /** Shuts a direction down. */
  interface Shutdown {
    void of(SocketChannel channel) throws IOException;
  }

  void shutdown(int direction, Shutdown shutdown) throws IOException {
    checkOpen();
    shutdown.of(channel);
    try {
      events.happened(direction);
    } catch (CancelledKeyException e) { // closed meanwhile
      throw new AsynchronousCloseException();
    }
  }

  void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  public void close() {
    close(channel, events);
    leak.clean();
  }

  /** True for the first call. */
  private static boolean close(SocketChannel channel, ChannelEvents events) {
    boolean open = channel.isOpen();
    try {
      channel.close();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "close of {0}: {1}", channel, e.getMessage());
    }
    events.closed();
    return open;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
