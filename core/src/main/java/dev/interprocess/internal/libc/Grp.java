package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <grp.h>}: the groups. A name service may be asked over the network. */
public final class Grp {
  private Grp() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man3/getgrnam.3.html">getgrnam_r(3)</a>: returns the
   * error number.
   */
  public static int getgrnam_r(
      MemorySegment name,
      MemorySegment struct,
      MemorySegment buffer,
      long size,
      MemorySegment result) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("getgrnam_r", INT, POINTER, POINTER, POINTER, LONG, POINTER);
    }
    try {
      return (int) Call.HANDLE.invokeExact(name, struct, buffer, size, result);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
