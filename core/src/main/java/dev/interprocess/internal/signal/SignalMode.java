package dev.interprocess.internal.signal;

/** What else happens to a signal that is received. */
public enum SignalMode {
  /** Nothing. */
  CONSUME,
  /** The handler that was there before runs too. */
  CHAIN,
  /** Its default action is back once one has come. */
  ONCE
}
