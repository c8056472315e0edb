package dev.interprocess.interleaving;

/** Ends a thread of a run that is over. */
final class Stopped extends Error {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super(null, null, false, false);
  }
}
