package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/sendfile.h>}. */
public final class SysSendfile {
  private SysSendfile() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>: waits for the
   * disk.
   */
  public static long sendfile(int to, int from, MemorySegment offset, long count) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.blocking("sendfile", LONG, INT, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, to, from, offset, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
