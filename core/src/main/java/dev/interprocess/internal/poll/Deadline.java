package dev.interprocess.internal.poll;

import java.time.Duration;

/**
 * Points in time of {@link System#nanoTime}, as a plain {@code long}: nothing is allocated for one.
 */
public final class Deadline {
  /** No limit. */
  public static final long NONE = Long.MAX_VALUE;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Deadline() {}

  /** A timeout as nanoseconds, {@link #NONE} for one that is longer than 292 years. */
  public static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("negative timeout: " + timeout);
    }
    return timeout.compareTo(LONGEST) >= 0 ? NONE : timeout.toNanos();
  }

  /** The deadline that is {@code nanos} away from now. */
  public static long after(long nanos) {
    // nanoTime may be any number: NONE itself would be a deadline once in 584 years.
    return nanos == NONE ? NONE : System.nanoTime() + nanos;
  }

  /** Nanoseconds left, {@link #NONE} without a limit; not positive when it is over. */
  public static long remaining(long deadline) {
    return deadline == NONE ? NONE : deadline - System.nanoTime();
  }
}
