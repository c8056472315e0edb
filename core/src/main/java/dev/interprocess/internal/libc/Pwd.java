package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <pwd.h>}: the users. A name service may be asked over the network. */
public final class Pwd {
  private Pwd() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man3/getpwnam.3.html">getpwnam_r(3)</a>: returns the
   * error number.
   */
  public static int getpwnam_r(
      MemorySegment name,
      MemorySegment struct,
      MemorySegment buffer,
      long size,
      MemorySegment result) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("getpwnam_r", INT, POINTER, POINTER, POINTER, LONG, POINTER);
    }
    try {
      return (int) Call.HANDLE.invokeExact(name, struct, buffer, size, result);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man3/getpwnam.3.html">getpwuid_r(3)</a>: returns the
   * error number.
   */
  public static int getpwuid_r(
      int uid, MemorySegment struct, MemorySegment buffer, long size, MemorySegment result) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("getpwuid_r", INT, INT, POINTER, POINTER, LONG, POINTER);
    }
    try {
      return (int) Call.HANDLE.invokeExact(uid, struct, buffer, size, result);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
