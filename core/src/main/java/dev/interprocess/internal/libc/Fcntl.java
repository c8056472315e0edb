package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <fcntl.h>}: opening, and the flags of descriptors. */
public final class Fcntl {
  private Fcntl() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/openat.2.html">openat(2)</a>: waits for the
   * disk.
   */
  public static int openat(int directory, MemorySegment path, int flags, int mode) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.variadic(3, "openat", INT, INT, POINTER, INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, directory, path, flags, mode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>, for the commands
   * whose argument is an int.
   */
  public static int fcntl(int fd, int command, int argument) {
    class Call {
      static final MethodHandle HANDLE = Downcall.variadic(2, "fcntl", INT, INT, INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, fd, command, argument);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>, always with
   * SPLICE_F_NONBLOCK.
   */
  public static long splice(
      int from, MemorySegment fromOffset, int to, MemorySegment toOffset, long count, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("splice");
    }
    try {
      return Words.call(
          Call.HANDLE, from, Words.of(fromOffset), to, Words.of(toOffset), count, flags);
    } finally {
      Reference.reachabilityFence(fromOffset);
      Reference.reachabilityFence(toOffset);
    }
  }
}
