package dev.interprocess.internal.poll;

/**
 * Whether many wait, so that a {@link Dispatcher} had better lead: where somebody who asked has
 * told so many more events to others than a few each time, until it is as many less. Measured.
 */
final class Crowd {
  /** So few that one comes along with a leader's own. */
  static final int FEW = 2;

  private static final int MANY = 64;

  private volatile boolean there;

  // A guess, for which a lost update does no harm.
  private int size;

  boolean isThere() {
    return there;
  }

  /** So many events have come at once. */
  void notice(int events) {
    add(events - FEW);
  }

  /** So many more have come than where few wait. */
  void add(int more) {
    size = Math.clamp(size + more, 0, MANY);
    if (size == MANY) {
      there = true;
    } else if (size == 0) {
      there = false;
    }
  }

  void disperse() {
    size = 0;
    there = false;
  }
}
