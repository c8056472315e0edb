package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.SignalH;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Receives by the JDK's own means, which knows neither origin nor real-time signals, and loses what
 * comes faster than it starts threads.
 */
final class JdkSignals {
  private static final SignalQueues QUEUES = new SignalQueues(null);

  // Guarded by this class.
  private static final Map<Integer, Object> BEFORE = new HashMap<>();

  private JdkSignals() {}

  static boolean receives(int signal) {
    return (QUEUES.wanted() & SignalSet.of(signal)) != 0;
  }

  static synchronized Subscription subscribe(Collection<Integer> signals, SignalMode mode) {
    if (mode != SignalMode.CONSUME || signals.stream().anyMatch(JdkSignals::isRealTime)) {
      throw new UnsupportedOperationException(
          "this process may not have code in memory that it has written, so signals are received"
              + " by the JDK: standard ones, and consumed");
    }
    SignalQueue queue = new SignalQueue(SignalSet.of(signals));
    QUEUES.add(queue);
    try {
      for (int signal : signals) {
        if (!BEFORE.containsKey(signal)) {
          BEFORE.put(signal, JdkSignal.handle(signal, JdkSignals::handle));
        }
      }
    } catch (UnsupportedOperationException e) {
      end(queue);
      throw e;
    }
    return new Subscription(QUEUES, queue, () -> end(queue));
  }

  private static synchronized void end(SignalQueue queue) {
    if (QUEUES.remove(queue)) {
      List<Integer> ended = new ArrayList<>(BEFORE.keySet());
      ended.removeIf(JdkSignals::receives);
      for (int signal : ended) {
        JdkSignal.restore(signal, Objects.requireNonNull(BEFORE.remove(signal)));
      }
    }
  }

  private static boolean isRealTime(int signal) {
    return signal >= SignalH.sigrtmin();
  }

  private static void handle(int signal) {
    QUEUES.received(new SignalInfo(signal, SignalInfo.UNKNOWN, 0, 0, 0, 0, Instant.now(), 0));
  }
}
