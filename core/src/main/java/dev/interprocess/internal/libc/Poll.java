package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <poll.h>}: waiting for a few descriptors. */
public final class Poll {
  private Poll() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>. It waits long, so the
   * caller lends the segment for its error number.
   */
  public static int ppoll(
      MemorySegment errno,
      MemorySegment descriptors,
      long count,
      MemorySegment timeout,
      MemorySegment signals) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.blocking("ppoll", INT, POINTER, LONG, POINTER, POINTER);
    }
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, descriptors, count, timeout, signals);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.value(errno, result);
  }
}
