package dev.interprocess;

/**
 * What a thread does when what it waits for is not there yet. On Windows, and for operations
 * without a thread, it makes no difference.
 *
 * @see ConnectOptions#waiting
 * @see ListenOptions#waiting
 */
public enum Waiting {
  /**
   * It looks again for some microseconds before it sleeps, as long as that pays off, and while no
   * other thread does so. Between two processes that answer each other at once a round trip takes a
   * tenth of the time then.
   */
  ADAPTIVE,
  /** It sleeps at once: the least use of the processor. */
  PARK,
  /**
   * It looks again and again, and never sleeps: the shortest delay, for a processor of its own. If
   * the peer needs the same one, it is slow. Virtual threads do so one at a time.
   */
  SPIN
}
