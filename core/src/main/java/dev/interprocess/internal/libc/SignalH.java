package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <signal.h>}: sending signals, and what becomes of them. */
public final class SignalH {
  private SignalH() {}

  /** <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>. */
  public static int kill(int pid, int signal) {
    class Call {
      static final MethodHandle HANDLE = Words.function("kill");
    }
    return Words.callInt(Call.HANDLE, pid, signal);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>. */
  public static int sigaction(int signal, MemorySegment action, MemorySegment old) {
    class Call {
      static final MethodHandle HANDLE = Words.function("sigaction");
    }
    try {
      return Words.callInt(Call.HANDLE, signal, Words.of(action), Words.of(old));
    } finally {
      Reference.reachabilityFence(action);
      Reference.reachabilityFence(old);
    }
  }

  /** The first of the real-time signals that a program may use: the C library keeps some. */
  public static int sigrtmin() {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("__libc_current_sigrtmin", INT);
    }
    try {
      return (int) Call.HANDLE.invokeExact();
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man3/sigqueue.3.html">sigqueue(3)</a>; a {@code union
   * sigval} is passed as the 8 bytes that it has.
   */
  public static int sigqueue(int pid, int signal, long value) {
    class Call {
      static final MethodHandle HANDLE = Words.function("sigqueue");
    }
    return Words.callInt(Call.HANDLE, pid, signal, value);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man3/pthread_sigmask.3.html">pthread_sigmask(3)</a>,
   * which gives the error number itself.
   */
  public static int pthread_sigmask(int how, MemorySegment set, MemorySegment old) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("pthread_sigmask", INT, INT, POINTER, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(how, set, old);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
