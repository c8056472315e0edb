package dev.interprocess.interleaving;

import java.util.HashMap;
import java.util.Map;

/**
 * By what threads meet: only before those steps need the order be tried, as what one thread alone
 * touches, or what all only read, nobody notices. Learned as runs go on.
 */
final class Meeting {
  private final Map<String, Users> users = new HashMap<>();
  private boolean grown;

  private static final class Users {
    int first = -1;
    boolean several;
    boolean written;
    boolean shared;
  }

  boolean isShared(String what, int thread, boolean write) {
    Users seen = users.computeIfAbsent(what, _ -> new Users());
    if (!seen.shared) {
      seen.several |= seen.first >= 0 && seen.first != thread;
      seen.first = thread;
      seen.written |= write;
      seen.shared = seen.several && seen.written;
      grown |= seen.shared;
    }
    return seen.shared;
  }

  /** Whether something has become shared since the last time: decisions are counted anew then. */
  boolean hasGrown() {
    boolean seen = grown;
    grown = false;
    return seen;
  }
}
