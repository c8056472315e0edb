package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.SI_QUEUE;
import static dev.interprocess.internal.abi.Linux.SYS_pidfd_send_signal;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.siginfo_t;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysSyscall;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The calls that send a signal. */
public final class Sending {
  private static final String OPERATION = "send signal";
  private static final int EVERYONE = -1;

  private Sending() {}

  public static void toProcess(int pid, int signal) throws ErrnoException {
    ErrnoException.check(OPERATION, SignalH.kill(pid, signal));
  }

  public static void toProcess(int pid, int signal, int value) throws ErrnoException {
    ErrnoException.check(OPERATION, SignalH.sigqueue(pid, signal, sigval(value)));
  }

  public static void toGroup(int group, int signal) throws ErrnoException {
    ErrnoException.check(OPERATION, SignalH.kill(-group, signal));
  }

  public static void toEveryone(int signal) throws ErrnoException {
    ErrnoException.check(OPERATION, SignalH.kill(EVERYONE, signal));
  }

  public static void toThread(int pid, int tid, int signal) throws ErrnoException {
    ErrnoException.check(OPERATION, SysSyscall.tgkill(pid, tid, signal));
  }

  public static void toPidfd(int pidfd, int signal) throws ErrnoException {
    long result = SysSyscall.syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
    ErrnoException.check(OPERATION, (int) result);
  }

  /** With a value. */
  public static void toPidfd(int pidfd, int signal, int value) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = info(arena, signal, value);
      long result = SysSyscall.syscall(SYS_pidfd_send_signal, pidfd, signal, info, 0);
      ErrnoException.check(OPERATION, (int) result);
    }
  }

  /** What {@code sigqueue} says of the sender, for the calls that want to be told it. */
  static MemorySegment info(Arena arena, int signal, int value) {
    MemorySegment info = arena.allocate(siginfo_t.SIZEOF, 8);
    info.set(JAVA_INT, siginfo_t.si_signo, signal);
    info.set(JAVA_INT, siginfo_t.si_code, SI_QUEUE);
    info.set(JAVA_INT, siginfo_t.si_pid, (int) ProcessHandle.current().pid());
    info.set(JAVA_INT, siginfo_t.si_uid, Unistd.getuid());
    info.set(JAVA_LONG, siginfo_t.si_value, sigval(value));
    return info;
  }

  /** {@code sival_int}, which lies in the low half of the union on a little-endian processor. */
  private static long sigval(int value) {
    return Integer.toUnsignedLong(value);
  }
}
