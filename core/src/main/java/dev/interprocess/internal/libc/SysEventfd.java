package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/eventfd.h>}. */
public final class SysEventfd {
  private SysEventfd() {}

  /** <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>. */
  public static int eventfd(int initial, int flags) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("eventfd", INT, INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, initial, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
