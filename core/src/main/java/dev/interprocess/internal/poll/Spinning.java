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

  // 30 to 50 microseconds.
  private static final int LOOKS = 100;

  // Of a look that took longer, another thread had the processor meanwhile: who answers then,
  // maybe,
  // and it was not the look that paid off.
  private static final long DISTURBANCE = TimeUnit.MICROSECONDS.toNanos(2);

  private static final Spinning ENDLESS = new Spinning();

  private static final int IN_VAIN = 4;
  private static final int SOON = 64; // beyond what a stream that lives briefly waits
  private static final int SELDOM = 1 << 16;

  // One in the whole JVM, so that others find a processor.
  private static final AtomicBoolean SOMEBODY = new AtomicBoolean();

  // Guesses, for which a lost update does no harm.
  private int inVain = IN_VAIN;
  private int pause = SOON;
  private int waits;

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
      boolean disturbed = false;
      try {
        long before = System.nanoTime();
        while (ready == 0 && looks < LOOKS) {
          ready = kernel.look();
          looks++;
          long after = System.nanoTime();
          disturbed |= after - before > DISTURBANCE;
          before = after;
        }
      } finally {
        end(looks, ready > 0 && !disturbed);
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

  private void end(int looks, boolean paid) {
    if (isEndless()) {
      return;
    }
    SOMEBODY.set(false);
    if (looks == 1) {
      return; // it was there already, which tells nothing
    }
    if (paid) {
      inVain = 0;
      pause = SOON;
    } else if (inVain < IN_VAIN) {
      inVain++;
    } else {
      pause = Math.min(SELDOM, 2 * pause);
    }
  }
}
