package dev.interprocess.internal.poll;

import java.util.concurrent.TimeUnit;

/**
 * When it is worth it to take the lead from the poller: where one waits soon after the other, and
 * who had the lead before came back for it.
 */
final class TakingLead {
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  // After how many waits by the poller it is tried again, when a lead has stayed vacant.
  private static final int SOON = 64;
  private static final int SELDOM = 1 << 14;

  // Of a lead that was held through so many, one that stays vacant is the end and no sign.
  private static final long LONG_HELD = 1_000;

  // Guesses, for which a lost update does no harm.
  private long lastWait;
  private int waitsByPoller = SOON;
  private int pause = SOON;

  /** Counts this wait, too. */
  boolean isWorthIt() {
    long now = System.nanoTime();
    boolean busy = now - lastWait < BUSY_NANOS;
    lastWait = now;
    return busy && ++waitsByPoller >= pause;
  }

  /** For the next who waits, if that is soon. */
  void allow() {
    waitsByPoller = pause;
  }

  /** For the one who waits now. */
  void allowNow() {
    lastWait = System.nanoTime();
    allow();
  }

  /** It was held through so many returns, and then stayed vacant. */
  void stayedVacant(long returns) {
    pause = returns > LONG_HELD ? SOON : Math.min(SELDOM, 2 * pause);
    waitsByPoller = 0;
  }
}
