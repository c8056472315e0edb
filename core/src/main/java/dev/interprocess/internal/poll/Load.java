package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.CLOCK_THREAD_CPUTIME_ID;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.timespec;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Time;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * How busy one thread is, by the time that it had a processor for: what it waited for, be it events
 * or a processor that others have, is no reason for a second one.
 */
final class Load {
  // The clocks are looked at after so many turns.
  private static final int TURNS = 64;
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double FULL = 0.9;

  private final MemorySegment time = Arena.ofAuto().allocate(timespec.SIZEOF, 8);
  private int turns;
  private long since = System.nanoTime();
  private long processorThen;

  /** Counts a turn of this thread, and tells whether it had no rest for a while. */
  boolean isFull() throws ErrnoException {
    if (++turns < TURNS) {
      return false;
    }
    turns = 0;
    long now = System.nanoTime();
    long nanos = now - since;
    if (nanos < WINDOW) {
      return false;
    }
    long processor = processorNanos();
    boolean full = processor - processorThen >= FULL * nanos;
    since = now;
    processorThen = processor;
    return full;
  }

  private long processorNanos() throws ErrnoException {
    ErrnoException.check("clock_gettime", Time.clock_gettime(CLOCK_THREAD_CPUTIME_ID, time));
    return TimeUnit.SECONDS.toNanos(time.get(JAVA_LONG, timespec.tv_sec))
        + time.get(JAVA_LONG, timespec.tv_nsec);
  }
}
