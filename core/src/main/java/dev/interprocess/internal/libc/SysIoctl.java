package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/ioctl.h>}. */
public final class SysIoctl {
  private SysIoctl() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/ioctl.2.html">ioctl(2)</a>, for the requests
   * whose argument is a pointer.
   */
  public static int ioctl(int fd, long request, MemorySegment argument) {
    class Call {
      static final MethodHandle HANDLE = Downcall.variadic(2, "ioctl", INT, INT, LONG, POINTER);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, fd, request, argument);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
