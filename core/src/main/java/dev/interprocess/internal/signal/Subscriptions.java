package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.ErrnoException;
import java.util.Collection;

/** Begins to receive signals: in the strongest way that this process is allowed to have. */
public final class Subscriptions {
  private Subscriptions() {}

  /** Whether it is by a handler of our own, which knows where signals come from. */
  public static boolean knowOrigin() {
    try {
      HandlerTable.get();
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /**
   * Begins.
   *
   * @throws IllegalStateException if one of them is ignored, or received in another mode
   * @throws UnsupportedOperationException for what needs the handler where it is not allowed
   */
  public static Subscription begin(Collection<Integer> signals, SignalMode mode)
      throws ErrnoException {
    synchronized (Ignoring.NOW) {
      for (int signal : signals) {
        if (Ignoring.NOW.contains(signal)) {
          throw new IllegalStateException("watch " + SignalNames.of(signal) + ": it is ignored");
        }
      }
      return receive(signals, mode);
    }
  }

  private static Subscription receive(Collection<Integer> signals, SignalMode mode)
      throws ErrnoException {
    HandlerTable table;
    try {
      table = HandlerTable.get();
    } catch (ErrnoException e) { // memory that was written is not to be executed here
      return JdkSignals.subscribe(signals, mode);
    }
    return SignalHub.of(table).subscribe(signals, mode);
  }

  static boolean include(int signal) {
    return SignalHub.receives(signal) || JdkSignals.receives(signal);
  }
}
