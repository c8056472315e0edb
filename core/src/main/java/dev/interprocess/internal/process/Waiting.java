package dev.interprocess.internal.process;

import static dev.interprocess.internal.abi.Linux.CLD_DUMPED;
import static dev.interprocess.internal.abi.Linux.CLD_EXITED;
import static dev.interprocess.internal.abi.Linux.P_PID;
import static dev.interprocess.internal.abi.Linux.P_PIDFD;
import static dev.interprocess.internal.abi.Linux.SA_NOCLDWAIT;
import static dev.interprocess.internal.abi.Linux.WEXITED;
import static dev.interprocess.internal.abi.Linux.WNOHANG;
import static dev.interprocess.internal.abi.Linux.WNOWAIT;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.abi.LinuxSignal.SIGCHLD;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.sigaction;
import dev.interprocess.internal.abi.Linux.siginfo_t;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysWait;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What the kernel keeps of a child that has ended until somebody asks for it. */
final class Waiting {
  // The header has a pointer, which abi-check can't hold.
  private static final long SIG_IGN = 1;
  private static final long SIG_DFL = 0;

  private Waiting() {}

  /** How it ended, null while it runs. The kernel keeps the status. */
  static @Nullable WaitStatus status(int pidfd) throws ErrnoException {
    return waitid(P_PIDFD, pidfd, WNOHANG | WNOWAIT);
  }

  /** Lets the kernel forget one that has ended: its number is free from then on. */
  static void reap(int pidfd) throws ErrnoException {
    waitid(P_PIDFD, pidfd, WNOHANG);
  }

  /** Waits, here and now, for one that was killed. */
  static void discard(int pid) throws ErrnoException {
    waitid(P_PID, pid, 0);
  }

  private static @Nullable WaitStatus waitid(int type, int id, int options) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(siginfo_t.SIZEOF, 8);
      int result;
      do {
        result = SysWait.waitid(type, id, info, WEXITED | options);
      } while (result == -EINTR);
      ErrnoException.check("wait for", result);
      if (info.get(JAVA_INT, siginfo_t.si_pid) == 0) {
        return null;
      }
      int code = info.get(JAVA_INT, siginfo_t.si_code);
      int value = info.get(JAVA_INT, siginfo_t.si_status);
      return new WaitStatus(code != CLD_EXITED, value, code == CLD_DUMPED);
    }
  }

  /**
   * Sees to it that the kernel keeps them at all: in a process that was started with SIGCHLD
   * ignored, children vanish without a status. The JDK does the same.
   */
  static void keepStatuses() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment action = arena.allocate(sigaction.SIZEOF, 8);
      ErrnoException.check("sigaction", SignalH.sigaction(SIGCHLD, NULL, action));
      boolean ignored = action.get(JAVA_LONG, sigaction.sa_handler) == SIG_IGN;
      int flags = action.get(JAVA_INT, sigaction.sa_flags);
      if (ignored || (flags & SA_NOCLDWAIT) != 0) {
        if (ignored) {
          action.set(JAVA_LONG, sigaction.sa_handler, SIG_DFL);
        }
        action.set(JAVA_INT, sigaction.sa_flags, flags & ~SA_NOCLDWAIT);
        ErrnoException.check("sigaction", SignalH.sigaction(SIGCHLD, action, NULL));
      }
    }
  }
}
