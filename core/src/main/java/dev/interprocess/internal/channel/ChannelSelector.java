package dev.interprocess.internal.channel;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The one selector of all channels, and its thread, which unparks who waits for one. (A thread that
 * waits in a selector of its own would hold its carrier.)
 */
final class ChannelSelector {
  private static @Nullable ChannelSelector instance; // guarded by the class

  private final Selector selector;

  private ChannelSelector(Selector selector) {
    this.selector = selector;
  }

  static synchronized ChannelSelector running() throws IOException {
    ChannelSelector running = instance;
    if (running == null) {
      running = new ChannelSelector(Selector.open());
      Thread.ofPlatform().daemon().name("interprocess-channels").start(running::run);
      instance = running;
    }
    return running;
  }

  /** From now on it is waited for here; it does not block any more. */
  ChannelEvents register(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return new ChannelEvents(channel.register(selector, 0));
  }

  private void run() {
    Pause pause = new Pause();
    while (true) {
      try {
        selector.select(ChannelSelector::tell);
      } catch (Throwable t) { // OutOfMemoryError, say: all who are parked depend on this thread
        LOGGER.log(Level.ERROR, "selector goes on", t);
        sleep(pause);
      }
    }
  }

  private static void sleep(Pause pause) {
    try {
      pause.sleep(Long.MAX_VALUE, "select", "");
    } catch (InterruptedIOException e) {
      Thread.interrupted(); // this thread has no other purpose
    }
  }

  private static void tell(SelectionKey key) {
    try {
      ((ChannelEvents) key.attachment()).happened(key.readyOps());
    } catch (CancelledKeyException e) {
      // closed meanwhile, by one who wakes those who wait
    }
  }
}
