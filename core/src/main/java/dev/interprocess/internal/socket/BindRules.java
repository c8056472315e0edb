package dev.interprocess.internal.socket;

/**
 * How to be bound to a name.
 *
 * @param mode permissions of the file, if the name has one
 * @param gid group of that file, or {@link dev.interprocess.internal.file.MadeFile#OWN_GROUP}
 * @param backlog how many clients may wait to be accepted, or {@link #NOT_LISTENING}
 */
public record BindRules(int mode, int gid, Existing existing, int backlog) {
  public static final int NOT_LISTENING = -1;

  /** What becomes of a socket file that is already there. */
  public enum Existing {
    FAIL,
    REPLACE_STALE,
    REPLACE
  }

  boolean listens() {
    return backlog != NOT_LISTENING;
  }

  boolean replaces() {
    return existing != Existing.FAIL;
  }
}
