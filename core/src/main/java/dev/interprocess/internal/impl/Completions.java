package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.LocalStream;
import dev.interprocess.MessageChannel;
import java.lang.System.Logger.Level;
import java.nio.channels.Channel;
import java.util.concurrent.Executor;

/** Where the user's code runs when an operation ends that no thread waited for. */
public final class Completions {
  /** A virtual thread each: it may do what it likes, and hold up nobody. */
  public static final Executor DEFAULT = Thread.ofVirtual().name("interprocess completion")::start;

  private Completions() {}

  /**
   * Hands it over; an executor that refuses, as it is shut down or gets no thread, loses no
   * completion. One that has run it before it refuses makes it run twice, the second time in vain.
   */
  static void run(Executor executor, Runnable completion) {
    try {
      executor.execute(completion);
    } catch (Throwable t) { // a completion itself throws nothing
      LOGGER.log(Level.WARNING, "completion refused by " + executor, t);
      DEFAULT.execute(completion);
    }
  }

  /** Sets it for a connection that was just made. */
  static <S extends Channel> S set(S connection, Executor executor) {
    // No switch: the first one of this kind takes a JVM that has just started 10 ms.
    if (connection instanceof LocalStream stream) {
      stream.completions(executor);
    } else {
      ((MessageChannel) connection).completions(executor);
    }
    return connection;
  }
}
