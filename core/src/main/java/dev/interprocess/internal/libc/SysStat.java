package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/stat.h>}: what a file is, and its mode. */
public final class SysStat {
  private SysStat() {}

  /** <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>. */
  public static int statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment buffer) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.blocking("statx", INT, INT, POINTER, INT, INT, POINTER);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, directory, path, flags, mask, buffer);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/chmod.2.html">chmod(2)</a>. */
  public static int chmod(MemorySegment path, int mode) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("chmod", INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, path, mode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/fchmod.2.html">fchmod(2)</a>. */
  public static int fchmod(int fd, int mode) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("fchmod", INT, INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, fd, mode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man3/mkfifo.3.html">mkfifo(3)</a>. */
  public static int mkfifo(MemorySegment path, int mode) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("mkfifo", INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, path, mode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
