package dev.interprocess.internal.poll;

/** How a wait ended. */
public enum Outcome {
  /** It may be worth another try; also given without cause now and then. */
  READY,
  TIMED_OUT,
  /** The thread was interrupted; its interrupt status is still set. */
  INTERRUPTED,
  /** The descriptor was closed by another thread. */
  CLOSED
}
