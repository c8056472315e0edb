package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.SA_RESTART;
import static dev.interprocess.internal.abi.Linux.SIG_UNBLOCK;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.sigaction;
import dev.interprocess.internal.abi.Linux.sizeof;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysSyscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The signal by which the JDK wakes threads out of the calls of its channels. Its handler does
 * nothing, and a call that waits returns then: with {@code EINTR}, or with what it has done so far.
 */
public final class WakeUpSignal {
  /** SIGRTMAX - 2, as signals of glibc are numbered up to 64. */
  public static final int NUMBER = 62;

  private static final int PID = (int) ProcessHandle.current().pid();

  // Not in every JVM, perhaps: without it, calls don't wait in the kernel by themselves.
  private static final boolean HANDLED = isHandled();

  private WakeUpSignal() {}

  private static boolean isHandled() {
    try {
      Class.forName("sun.nio.ch.NativeThread"); // which installs the handler
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment now = arena.allocate(sigaction.SIZEOF, 8);
      return SignalH.sigaction(NUMBER, NULL, now) == 0
          && Long.compareUnsigned(now.get(JAVA_LONG, sigaction.sa_handler), 1) > 0
          && (now.get(JAVA_INT, sigaction.sa_flags) & SA_RESTART) == 0;
    }
  }

  /** Whether it wakes the current thread, which may have it blocked. */
  static boolean wakesThisThread() {
    if (!HANDLED) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocked = arena.allocate(sizeof.sigset_t, 8);
      return SignalH.pthread_sigmask(SIG_UNBLOCK, NULL, blocked) == 0
          && (blocked.get(JAVA_LONG, 0) >>> (NUMBER - 1) & 1) == 0;
    }
  }

  static void send(int thread) {
    // It fails for a thread that has ended, which nobody needs to wake.
    SysSyscall.tgkill(PID, thread, NUMBER);
  }
}
