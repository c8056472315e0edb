package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux._NSIG;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one receiver has not taken yet: so many at most. Used under the lock of the hub. */
final class SignalQueue {
  static final int CAPACITY = 1 << 16;

  private final long signals;
  private final Deque<SignalInfo> waiting = new ArrayDeque<>();
  private final long[] dropped = new long[_NSIG];

  SignalQueue(long signals) {
    this.signals = signals;
  }

  /** The set of those that it is for. */
  long signals() {
    return signals;
  }

  boolean wants(int signal) {
    return (signals & SignalSet.of(signal)) != 0;
  }

  void add(SignalInfo info) {
    int signal = info.signal();
    if (waiting.size() >= CAPACITY) {
      dropped[signal]++;
    } else {
      waiting.add(info.withDropped(dropped[signal]));
      dropped[signal] = 0;
    }
  }

  void addLost(int signal, long number) {
    dropped[signal] += number;
  }

  @Nullable SignalInfo poll() {
    return waiting.poll();
  }
}
