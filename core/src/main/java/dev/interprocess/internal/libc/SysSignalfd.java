package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/signalfd.h>}. */
public final class SysSignalfd {
  private SysSignalfd() {}

  /** <a href="https://man7.org/linux/man-pages/man2/signalfd.2.html">signalfd(2)</a>. */
  public static int signalfd(int fd, MemorySegment mask, int flags) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("signalfd", INT, INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, fd, mask, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
