package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;

import java.lang.invoke.MethodHandle;

/** {@code <signal.h>} of the C runtime that the JVM uses too. */
public final class SignalH {
  private SignalH() {}

  /**
   * <a href="https://learn.microsoft.com/cpp/c-runtime-library/reference/signal">signal</a>: what
   * was there before, -1 if there is no such signal.
   */
  public static long signal(int signal, long handler) {
    class Call {
      static final MethodHandle HANDLE = Downcall.ucrt("signal", LONG, INT, LONG);
    }
    try {
      return (long) Call.HANDLE.invokeExact(signal, handler);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a href="https://learn.microsoft.com/cpp/c-runtime-library/reference/raise">raise</a>: 0 unless
   * there is no such signal.
   */
  public static int raise(int signal) {
    class Call {
      static final MethodHandle HANDLE = Downcall.ucrt("raise", INT, INT);
    }
    try {
      return (int) Call.HANDLE.invokeExact(signal);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
