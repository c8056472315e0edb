package dev.interprocess.internal.socket;

/**
 * How to listen on a name.
 *
 * @param mode permissions of the file, if the name has one
 * @param gid group of that file, or {@link #OWN_GROUP}
 */
public record ListenRules(int mode, int gid, Existing existing, int backlog) {
  public static final int OWN_GROUP = -1;

  /** What becomes of a socket file that is already there. */
  public enum Existing {
    FAIL,
    REPLACE_STALE,
    REPLACE
  }

  boolean replaces() {
    return existing != Existing.FAIL;
  }
}
