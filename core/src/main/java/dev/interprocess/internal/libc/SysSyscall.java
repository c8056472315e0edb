package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/syscall.h>}: calls that the C library of today need not have. */
public final class SysSyscall {
  private SysSyscall() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>, for those that
   * take two ints.
   */
  public static long syscall(long number, int first, int second) {
    class Call {
      static final MethodHandle HANDLE = Downcall.variadic(1, "syscall", LONG, LONG, INT, INT);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, number, first, second);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** The same for those that take three ints. */
  public static long syscall(long number, int first, int second, int third) {
    class Call {
      static final MethodHandle HANDLE = Downcall.variadic(1, "syscall", LONG, LONG, INT, INT, INT);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, number, first, second, third);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** The same for those that take two ints, a pointer and an int. */
  public static long syscall(long number, int first, int second, MemorySegment third, int fourth) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.variadic(1, "syscall", LONG, LONG, INT, INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, number, first, second, third, fourth);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** The same for those that take three ints and a pointer. */
  public static long syscall(long number, int first, int second, int third, MemorySegment fourth) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.variadic(1, "syscall", LONG, LONG, INT, INT, INT, POINTER);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, number, first, second, third, fourth);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/gettid.2.html">gettid(2)</a>. */
  public static int gettid() {
    return (int) syscall(Target.SYS_GETTID, 0, 0);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/tgkill.2.html">tgkill(2)</a>. */
  public static int tgkill(int process, int thread, int signal) {
    return (int) syscall(Target.SYS_TGKILL, process, thread, signal);
  }
}
