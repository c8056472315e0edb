package dev.interprocess.internal.job;

import dev.interprocess.internal.win32.WindowsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of the ends of processes: a thread waits for up to 63 of them. (A job object could tell the
 * completion port, but the system does not promise that such a message comes. Threads of the
 * system's own pool would wait as well, but what they call ends in a JVM, which they then leave
 * when they end; under Wine a JVM hung at such a moment.)
 */
final class ExitWatch {
  private static final List<ExitWaiter> WAITERS = new ArrayList<>(); // guarded by the class

  private ExitWatch() {}

  /**
   * Lets {@code ended} be run, in a virtual thread, when the process has ended; its handle is to
   * stay open until then.
   */
  static synchronized void begin(long process, Runnable ended) throws WindowsException {
    for (ExitWaiter waiter : WAITERS) {
      if (waiter.add(process, ended)) {
        return;
      }
    }
    ExitWaiter waiter = ExitWaiter.start();
    WAITERS.add(waiter);
    boolean _ = waiter.add(process, ended);
  }
}
