package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <processenv.h>}: what a process was started with. */
public final class ProcessEnv {
  private ProcessEnv() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-getstdhandle">GetStdHandle</a>.
   */
  public static long getStdHandle(int which) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("GetStdHandle", LONG, INT);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, which);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }
}
