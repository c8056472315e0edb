package dev.interprocess;

/**
 * What a listener does about a socket file that has its name already. What is not a socket always
 * stays.
 */
public enum Existing {
  /** The name is in use: {@link java.net.BindException}. */
  FAIL,

  /**
   * Takes the name over if nobody listens there any more, as after a crash; fails otherwise. Of two
   * starters at the same moment exactly one gets it.
   */
  REPLACE_STALE,

  /** Takes the name over, also from a listener that lives; that one gets no more clients. */
  REPLACE
}
