package dev.interprocess.internal.poll;

import org.jspecify.annotations.Nullable;

/** Who waits time and again while no other does. Guesses, for which a lost update does no harm. */
final class LoneWaits {
  /** So many of one thread, none of others between them, and it is taken to be alone. */
  static final int OFTEN = 64;

  private @Nullable Thread last;
  private int inARow;

  void note(Thread waiting) {
    if (waiting != last) {
      last = waiting;
      inARow = 0;
    } else if (inARow < OFTEN) {
      inARow++;
    }
  }

  boolean areOf(Thread waiting) {
    return waiting == last && inARow >= OFTEN;
  }

  void forget() {
    inARow = 0;
  }
}
