package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.ErrnoException;
import java.util.HashSet;
import java.util.Set;

/** A signal that is ignored, and what became of it before. */
public final class Ignoring {
  private static final Set<Integer> NOW = new HashSet<>();

  private final int signal;
  private final SignalAction before;
  private boolean ended;

  private Ignoring(int signal, SignalAction before) {
    this.signal = signal;
    this.before = before;
  }

  /**
   * Begins to ignore it.
   *
   * @throws IllegalStateException if it is ignored already, or received
   */
  public static Ignoring begin(int signal) throws ErrnoException {
    synchronized (NOW) {
      if (NOW.contains(signal) || Subscriptions.include(signal)) {
        throw new IllegalStateException(
            "ignore " + SignalNames.of(signal) + ": ignored or received already");
      }
      Ignoring ignoring = new Ignoring(signal, SignalAction.of(signal));
      SignalAction.ignoring().install(signal);
      NOW.add(signal);
      return ignoring;
    }
  }

  static boolean ignores(int signal) {
    synchronized (NOW) {
      return NOW.contains(signal);
    }
  }

  /** Puts back what was there, unless somebody has put something else there since. */
  public void end() {
    synchronized (NOW) {
      if (ended) {
        return;
      }
      ended = true;
      NOW.remove(signal);
      try {
        if (SignalAction.of(signal).isIgnore()) {
          before.install(signal);
        }
      } catch (ErrnoException e) {
        throw new AssertionError("what could be set can be set back", e);
      }
    }
  }
}
