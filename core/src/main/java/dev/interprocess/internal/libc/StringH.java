package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <string.h>}. */
public final class StringH {
  private StringH() {}

  /** <a href="https://man7.org/linux/man-pages/man3/strerror.3.html">strerror(3)</a>. */
  public static String strerror(int number) {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("strerror", POINTER, INT);
    }
    try {
      return Downcall.string((MemorySegment) Call.HANDLE.invokeExact(number));
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man3/strsignal.3.html">strsignal(3)</a>. */
  public static String strsignal(int number) {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("strsignal", POINTER, INT);
    }
    try {
      return Downcall.string((MemorySegment) Call.HANDLE.invokeExact(number));
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
