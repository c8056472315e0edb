package dev.interprocess.internal.console;

import static dev.interprocess.internal.abi.WindowsError.ERROR_INVALID_PARAMETER;

import dev.interprocess.internal.signal.JdkSignal;
import dev.interprocess.internal.win32.SignalH;
import dev.interprocess.internal.win32.WindowsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Receives signals of the C runtime, by way of the JVM's own handler, which the runtime resets and
 * the JVM installs again at each signal. (The runtime could call this class as well, but in a
 * thread of the system, which leaves the JVM when it ends: under Wine it hung at such a moment.)
 */
public final class CSignals {
  private static final long SIG_DFL = 0;
  private static final long SIG_ERR = -1;

  // Both guarded by the class.
  private static final Map<Integer, Object> BEFORE = new HashMap<>();
  private static final List<EventQueue> QUEUES = new ArrayList<>();

  private CSignals() {}

  /**
   * Begins to receive; a signal that nobody received yet is taken from whoever has it.
   *
   * @throws UnsupportedOperationException if the JVM has given them up ({@code -Xrs}), or has no
   *     {@code jdk.unsupported}
   */
  public static synchronized EventQueue begin(Set<Integer> signals) {
    EventQueue queue = new EventQueue(signals);
    QUEUES.add(queue);
    boolean complete = false;
    try {
      for (int signal : signals) {
        if (!BEFORE.containsKey(signal)) {
          BEFORE.put(signal, JdkSignal.handle(signal, CSignals::onSignal));
        }
      }
      complete = true;
      return queue;
    } finally {
      if (!complete) {
        end(queue);
      }
    }
  }

  /** Ends it, and gives back what nobody else receives. */
  public static synchronized void end(EventQueue queue) {
    queue.close();
    QUEUES.remove(queue);
    for (int signal : queue.wanted()) {
      if (BEFORE.containsKey(signal) && queuesOf(signal).isEmpty()) {
        JdkSignal.restore(signal, BEFORE.remove(signal));
      }
    }
  }

  /** In a new thread of the JVM. */
  private static synchronized void onSignal(int signal) {
    queuesOf(signal).forEach(queue -> queue.offer(signal));
  }

  private static List<EventQueue> queuesOf(int signal) {
    return QUEUES.stream().filter(queue -> queue.wanted().contains(signal)).toList();
  }

  /** Raises it in this process. */
  public static void raise(int signal) throws WindowsException {
    if (SignalH.raise(signal) != 0) {
      throw new WindowsException("raise", ERROR_INVALID_PARAMETER);
    }
  }

  /** Performs its default action, which ends the process. */
  public static void raiseDefault(int signal) throws WindowsException {
    if (SignalH.signal(signal, SIG_DFL) == SIG_ERR) {
      throw new WindowsException("raise", ERROR_INVALID_PARAMETER);
    }
    raise(signal);
  }
}
