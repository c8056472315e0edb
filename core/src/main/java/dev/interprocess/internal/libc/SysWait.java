package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/wait.h>}: how children ended. */
public final class SysWait {
  private SysWait() {}

  /** <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2)</a>. */
  public static int waitid(int type, int id, MemorySegment info, int options) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("waitid", INT, INT, INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, type, id, info, options);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
