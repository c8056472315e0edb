package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.ErrnoException;
import java.util.HashSet;
import java.util.Set;

/** A signal that is ignored, and what became of it before. */
public final class Ignoring {
  /** Those that are ignored now; it is held by who begins to ignore, or to receive, a signal. */
  static final Set<Integer> NOW = new HashSet<>();

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
      synchronized (SignalAction.CHANGES) {
        Ignoring ignoring = new Ignoring(signal, SignalAction.of(signal));
        SignalAction.ignoring().install(signal);
        NOW.add(signal);
        return ignoring;
      }
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
        synchronized (SignalAction.CHANGES) {
          if (SignalAction.of(signal).isIgnore()) {
            before.install(signal);
          }
        }
      } catch (ErrnoException e) {
        throw new AssertionError("what could be set can be set back", e);
      }
    }
  }
}
