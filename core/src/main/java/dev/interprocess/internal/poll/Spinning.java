package dev.interprocess.internal.poll;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether one looks again for a while before one sleeps. To be woken costs more than to look a
 * hundred times, so it pays where the answer comes soon, and it is waste everywhere else, and worse
 * where the answer needs the same processor. No number of processors tells which it is: so it is
 * tried after so many waits, goes on while it pays off, and is tried ever more rarely otherwise.
 */
public final class Spinning {
  /** Asks the kernel without a wait: how much is ready, or a negative error number. */
  public interface Look<X extends Exception> {
    int look() throws X;
  }

  /** In place of that: nothing is, and who spins does not sleep. */
  static final int NO_SLEEP = Integer.MIN_VALUE;

  private static final long LONGEST = TimeUnit.MICROSECONDS.toNanos(40);

  // If the last two looks took so much longer than one ever did, another thread may have had the
  // processor at their end, the one who answers: then it was not the looks that paid off. Or they
  // have moved bytes; the kernel knows which.
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
  private long quickest = Long.MAX_VALUE;
  private long switches;

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
  public <X extends Exception> int spin(Look<X> kernel) throws X {
    int ready = 0;
    if (begin()) {
      if (inVain > 0 && !isEndless()) { // or it has not slept since it was asked last
        switches = ContextSwitches.ofThisThread();
      }
      long first = System.nanoTime();
      long beforeLast = first;
      long last = first;
      long now = first;
      try {
        while (ready == 0 && now - first < LONGEST) {
          ready = kernel.look();
          beforeLast = last;
          last = now;
          now = System.nanoTime();
          quickest = Math.min(quickest, now - last);
        }
      } finally {
        end(ready > 0, now - beforeLast);
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

  /** Whether this thread had to leave its processor since it was asked last. */
  private boolean wasDisturbed() {
    long before = switches;
    switches = ContextSwitches.ofThisThread();
    return switches != before;
  }

  private void end(boolean ready, long lastNanos) {
    if (isEndless()) {
      return;
    }
    SOMEBODY.set(false);
    if (ready && (lastNanos < DISTURBANCE * quickest || !wasDisturbed())) {
      inVain = 0;
      pause = SOON;
    } else if (inVain < IN_VAIN) {
      inVain++;
    } else {
      pause = Math.min(SELDOM, 2 * pause);
    }
  }
}
