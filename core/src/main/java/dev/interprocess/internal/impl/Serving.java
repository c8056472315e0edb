package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalListener.Handler;
import dev.interprocess.SystemError;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a listener does with one client after the other. */
final class Serving<S extends Channel> {
  private static final Set<String> LEFT =
      Set.of(
          "EPIPE", "ECONNRESET", "ERROR_NO_DATA", "ERROR_BROKEN_PIPE", "ERROR_PIPE_NOT_CONNECTED");

  private final LocalListener<S> listener;
  private final Predicate<IOException> isShortage;

  /**
   * @param isShortage whether it is worth trying again after a while
   */
  Serving(LocalListener<S> listener, Predicate<IOException> isShortage) {
    this.listener = listener;
    this.isShortage = isShortage;
  }

  Iterable<S> incoming() {
    return () -> new Arrivals<>(listener, this::acceptPatiently);
  }

  /** Also when descriptors have run out, until there are some again; null once it is closed. */
  private @Nullable S acceptPatiently() throws IOException {
    Pause pause = new Pause();
    boolean logged = false;
    while (true) {
      try {
        return listener.accept();
      } catch (ClosedChannelException e) {
        return null;
      } catch (IOException e) {
        if (!isShortage.test(e)) {
          throw e;
        }
        if (!logged) { // once, however many tries it takes
          logShortage(e);
          logged = true;
        }
        pause.sleep(Deadline.NONE, "accept", listener.address());
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

  void serve(Handler<? super S> handler) throws IOException {
    // Its close waits for all handlers, and interrupts them if this thread is interrupted.
    try (ExecutorService handlers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("handler of " + listener.address() + " ", 1).factory())) {
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
      throw new InterruptedIOException("serve " + listener.address() + ": interrupted");
    }
  }

  /** The client has left, as anyone can whenever he likes, or the listener is being stopped. */
  private static boolean isEverydayEnd(Throwable thrown) {
    return thrown instanceof SystemError error
        ? LEFT.contains(error.name())
        : thrown instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
  }

  private void handle(Handler<? super S> handler, S client) {
    try {
      handler.handle(client);
    } catch (Exception | AssertionError e) {
      if (isEverydayEnd(e)) {
        LOGGER.log(Level.DEBUG, "handler of {0}: {1}", listener.address(), e.getMessage());
      } else {
        LOGGER.log(Level.WARNING, "handler of " + listener.address(), e);
      }
    } finally {
      Close.quietly(client);
    }
  }
}
