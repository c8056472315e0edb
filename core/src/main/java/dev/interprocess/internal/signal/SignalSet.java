package dev.interprocess.internal.signal;

import java.util.Collection;

/** Sets of signals as the kernel has them: 64 bits, the first for signal 1. */
public final class SignalSet {
  private SignalSet() {}

  public static long of(int signal) {
    return 1L << (signal - 1);
  }

  public static long of(Collection<Integer> signals) {
    long set = 0;
    for (int signal : signals) {
      set |= of(signal);
    }
    return set;
  }
}
