package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/file.h>}. */
public final class SysFile {
  private SysFile() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>, always with LOCK_NB.
   */
  public static int flock(int fd, int operation) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("flock", INT, INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, fd, operation);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
