package dev.interprocess.internal.poll;

import dev.interprocess.internal.libc.ErrnoException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether one looks again for a while before one sleeps. To be woken costs more than to look a
 * hundred times, so it pays where the answer comes soon, and it is waste everywhere else, and worse
 * where the answer needs the same processor. No number of processors tells which it is: so it is
 * tried after so many waits, goes on while it pays off, and is tried ever more rarely otherwise.
 */
final class Spinning {
  /** Asks the kernel without a wait: how much is ready, or a negative error number. */
  interface Look {
    int look() throws ErrnoException;
  }

  /** In place of that: nothing is, and who spins does not sleep. */
  static final int NO_SLEEP = Integer.MIN_VALUE;

  private static final long LONGEST = TimeUnit.MICROSECONDS.toNanos(40);

  // Of fewer it can't be told whether they paid off, or what came was there before; if it is so
  // time and again, they did not.
  private static final int FEW = 2;
  private static final int UNTOLD = 8;

  // If the last two looks took so much longer than those before, another thread had the processor
  // at their end, the one who answers, maybe: then it was not the looks that paid off.
  private static final int DISTURBANCE = 10;

  private static final Spinning ENDLESS = new Spinning();

  private static final int IN_VAIN = 4;
  private static final int SOON = 64; // beyond what a stream that lives briefly waits
  private static final int SELDOM = 1 << 12; // a third of a percent of the time, at worst

  // One in the whole JVM, so that others find a processor.
  private static final AtomicBoolean SOMEBODY = new AtomicBoolean();

  // Guesses, for which a lost update does no harm.
  private int inVain = IN_VAIN;
  private int pause = SOON;
  private int waits;
  private int untold;

  /** How to look again in this mode, null if not at all. */
  static @Nullable Spinning of(WaitMode mode, Spinning adaptive) {
    return switch (mode) {
      case PARK -> null;
      case SPIN -> ENDLESS;
      case ADAPTIVE -> adaptive;
    };
  }

  /** Whether this wait is one without a look, which counts it. */
  boolean passes() {
    if (isEndless() || inVain < IN_VAIN || waits + 1 >= pause) {
      return false;
    }
    waits++;
    return true;
  }

  /** Looks as often as it is worth it; 0 if nothing is ready, or {@link #NO_SLEEP}. */
  int spin(Look kernel) throws ErrnoException {
    int ready = 0;
    if (begin()) {
      int looks = 0;
      long first = System.nanoTime();
      long beforeLast = first;
      long last = first;
      long now = first;
      try {
        while (ready == 0 && now - first < LONGEST) {
          ready = kernel.look();
          looks++;
          beforeLast = last;
          last = now;
          now = System.nanoTime();
        }
      } finally {
        end(ready > 0, looks - 2, beforeLast - first, now - beforeLast);
      }
    }
    return ready == 0 && isEndless() ? NO_SLEEP : ready;
  }

  @SuppressWarnings("ReferenceEquality") // there is one
  private boolean isEndless() {
    return this == ENDLESS;
  }

  private boolean begin() {
    return isEndless() || (isWorthIt() && SOMEBODY.compareAndSet(false, true));
  }

  private boolean isWorthIt() {
    if (inVain < IN_VAIN) {
      return true;
    }
    if (++waits < pause) {
      return false;
    }
    waits = 0;
    return true;
  }

  /**
   * @param looks how many there were before the last two, and how long these took and those
   */
  private void end(boolean ready, int looks, long nanos, long lastNanos) {
    if (isEndless()) {
      return;
    }
    SOMEBODY.set(false);
    if (ready && looks < FEW && ++untold < UNTOLD) {
      waits = pause; // so the next wait is to tell
      return;
    }
    untold = 0;
    if (ready && looks >= FEW && lastNanos * looks < DISTURBANCE * nanos) {
      inVain = 0;
      pause = SOON;
    } else if (inVain < IN_VAIN) {
      inVain++;
    } else {
      pause = Math.min(SELDOM, 2 * pause);
    }
  }
}
