package dev.interprocess.internal.poll;

/**
 * Whether few threads wait by turns. Of many, others need the processor of the one who looks again
 * before it sleeps. Guesses, for which a lost update does no harm.
 */
final class Company {
  private static final int FEW = 4;

  // So many who were not among the last few, and there are many.
  private static final int MANY = 16;

  private static final long[] few = new long[FEW];
  private static int next;
  private static int strangers;

  private Company() {}

  static boolean isSmall() {
    return strangers < MANY;
  }

  /** Counts a wait of this thread, once. */
  static void note() {
    long me = Thread.currentThread().threadId();
    int before = strangers;
    for (long each : few) {
      if (each == me) {
        if (before > 0) {
          strangers = before - 1;
        }
        return;
      }
    }
    int slot = next;
    few[slot] = me;
    next = (slot + 1) % FEW;
    if (before < 2 * MANY) {
      strangers = before + 1;
    }
  }
}
