package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.SA_RESETHAND;
import static dev.interprocess.internal.abi.LinuxSignal.SIGCHLD;
import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import java.lang.System.Logger.Level;

/** One signal that is received here, and what became of it otherwise. */
final class Takeover {
  private final int signal;
  private final SignalMode mode;
  private final SignalAction before;
  private final boolean wasBlocked;

  private Takeover(int signal, SignalMode mode, SignalAction before, boolean wasBlocked) {
    this.signal = signal;
    this.mode = mode;
    this.before = before;
    this.wasBlocked = wasBlocked;
  }

  /**
   * Puts our handler in place of what is there.
   *
   * @param wasBlocked whether every thread blocks it, as this process was started so
   */
  static Takeover of(int signal, SignalMode mode, boolean wasBlocked, HandlerTable table, int pipe)
      throws ErrnoException {
    if (signal == SIGCHLD) {
      initializeJdk();
    }
    synchronized (SignalAction.CHANGES) {
      return of(new Takeover(signal, mode, SignalAction.of(signal), wasBlocked), table, pipe);
    }
  }

  private static Takeover of(Takeover takeover, HandlerTable table, int pipe)
      throws ErrnoException {
    int signal = takeover.signal;
    SignalMode mode = takeover.mode;
    // The entry first: the handler looks at it as soon as it is installed.
    table.set(
        signal,
        pipe,
        takeover.isBlocked() ? SignalSet.of(signal) : 0,
        /* unblock= */ 0,
        mode == SignalMode.CHAIN ? takeover.before.code() : 0);
    SignalAction.handling(table, mode == SignalMode.ONCE ? SA_RESETHAND : 0).install(signal);
    return takeover;
  }

  /** The JDK lets SIGCHLD have its default action when it starts its first process. */
  private static void initializeJdk() {
    try {
      Class.forName("java.lang.ProcessImpl", /* initialize= */ true, /* loader= */ null);
    } catch (ClassNotFoundException e) {
      LOGGER.log(Level.DEBUG, "SIGCHLD is lost when the JDK starts its first process", e);
    }
  }

  int signal() {
    return signal;
  }

  SignalMode mode() {
    return mode;
  }

  /**
   * Whether it is to be blocked in every thread and read in one place, which alone keeps the order
   * of signals that queue. A handler that runs somewhere needs it unblocked.
   */
  boolean isBlocked() {
    return mode == SignalMode.CONSUME && signal >= SignalH.sigrtmin();
  }

  /** What has to be done to the masks of threads for it: to block it, to unblock it, or nothing. */
  long toBlock() {
    return isBlocked() && !wasBlocked ? SignalSet.of(signal) : 0;
  }

  long toUnblock() {
    return !isBlocked() && wasBlocked ? SignalSet.of(signal) : 0;
  }

  /** From now on the handler leaves it unblocked. */
  void unblock(HandlerTable table, int pipe) {
    table.set(signal, pipe, 0, 0, 0);
  }

  /** Puts back what was there, unless somebody has put something else in our place. */
  void undo(HandlerTable table) throws ErrnoException {
    synchronized (SignalAction.CHANGES) {
      SignalAction now = SignalAction.of(signal);
      if (now.isOf(table) || (mode == SignalMode.ONCE && now.isDefault())) {
        before.install(signal);
      }
    }
  }
}
