package dev.interprocess.internal.poll;

import java.util.concurrent.TimeUnit;

/** What a thread has had of the processors lately. */
final class Load {
  /** Of the time since it was told last. */
  enum Level {
    /** Neither of both, or it is too early to tell. */
    USUAL,
    /** It had a processor nearly always, and no rest. */
    FULL,
    /** It has waited for a processor for long, which others had. */
    STARVED
  }

  // The clock is looked at after so many turns.
  private static final int TURNS = 64;
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FULL_PERCENT = 90;
  private static final int STARVED_PERCENT = 20;

  private final ProcessorTime time = new ProcessorTime();
  private int turns;
  private long since = System.nanoTime();
  private long usedThen;
  private long waitedThen;

  /** By the thread itself, at each of its turns. */
  Level level() {
    if (++turns < TURNS) {
      return Level.USUAL;
    }
    turns = 0;
    long now = System.nanoTime();
    long nanos = now - since;
    if (nanos < WINDOW || !time.read()) {
      return Level.USUAL;
    }
    Level level = level(nanos, time.used() - usedThen, time.waited() - waitedThen);
    since = now;
    usedThen = time.used();
    waitedThen = time.waited();
    return level;
  }

  private static Level level(long nanos, long used, long waited) {
    long percent = nanos / 100;
    if (waited >= STARVED_PERCENT * percent) {
      return Level.STARVED;
    }
    return used >= FULL_PERCENT * percent ? Level.FULL : Level.USUAL;
  }
}
