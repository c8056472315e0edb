package dev.interprocess.internal.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of what strangers can bring about as often as they like, who must not fill the disk by
 * it: ten at once, then one a second, which tells how many were left out.
 */
public final class SparingLog {
  private static final int AT_ONCE = 10;

  private final Allowance allowance =
      new Allowance(AT_ONCE, TimeUnit.SECONDS.toNanos(1), System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();
  private final Supplier<Logger> logger;

  /** That of the library. */
  public SparingLog() {
    this(() -> Log.LOGGER);
  }

  SparingLog(Supplier<Logger> logger) {
    this.logger = logger;
  }

  /** What was refused. */
  public void info(String message) {
    log(Level.INFO, message, null);
  }

  /** What was refused as whoever decides about it has failed. */
  public void warning(String message, Throwable failure) {
    log(Level.WARNING, message, failure);
  }

  private void log(Level level, String message, @Nullable Throwable failure) {
    if (!allowance.take(System.nanoTime())) {
      leftOut.getAndIncrement();
      return;
    }
    long before = leftOut.getAndSet(0);
    String more = before == 0 ? "" : " (" + before + " more before were not logged)";
    logger.get().log(level, message + more, failure);
  }
}
