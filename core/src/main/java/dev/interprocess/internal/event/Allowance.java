package dev.interprocess.internal.event;

/**
 * Something that costs time is allowed so many times at once, and then as it becomes due again one
 * by one: the generic cell rate algorithm. Without a lock, so a few more may pass at the same time.
 */
public final class Allowance {
  private final long interval;
  private final long tolerance;
  private volatile long due;

  /**
   * @param atOnce how often it is allowed without a pause
   * @param interval nanoseconds until it is allowed once more
   * @param now the time
   */
  public Allowance(int atOnce, long interval, long now) {
    this.interval = interval;
    this.tolerance = (atOnce - 1) * interval;
    this.due = now;
  }

  /** Whether it is allowed now, by {@link System#nanoTime}; that counts. */
  public boolean take(long now) {
    long seen = due;
    if (seen - now > tolerance) {
      return false;
    }
    due = (seen - now > 0 ? seen : now) + interval;
    return true;
  }
}
