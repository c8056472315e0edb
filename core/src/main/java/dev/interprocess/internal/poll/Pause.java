package dev.interprocess.internal.poll;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pauses between tries, for what no event announces: short at first, then longer and longer. */
public final class Pause {
  private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

  private long next = SHORTEST;

  /** Sleeps, at most until the deadline; a virtual thread leaves its carrier meanwhile. */
  public void sleep(long deadline, String operation, Object name) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(operation + " " + name + ": interrupted");
    }
    LockSupport.parkNanos(this, next(deadline));
  }

  /** How long the next pause is, in nanoseconds. */
  public long next(long deadline) {
    long now = Math.min(next, Math.max(1, Deadline.remaining(deadline)));
    next = Math.min(LONGEST, 2 * next);
    return now;
  }
}
