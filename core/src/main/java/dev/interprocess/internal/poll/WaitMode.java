package dev.interprocess.internal.poll;

/** What a thread does before it sleeps. */
public enum WaitMode {
  /** It looks again for some microseconds, where that has paid off lately; one at a time. */
  ADAPTIVE,
  /** Nothing. */
  PARK,
  /** It looks again and again, and never sleeps. */
  SPIN
}
