package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/epoll.h>}: waiting for many descriptors. */
public final class SysEpoll {
  private SysEpoll() {}

  /** <a href="https://man7.org/linux/man-pages/man2/epoll_create.2.html">epoll_create(2)</a>. */
  public static int epoll_create1(int flags) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("epoll_create1", INT, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>. */
  public static int epoll_ctl(int epoll, int operation, int fd, MemorySegment event) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.immediate("epoll_ctl", INT, INT, INT, INT, POINTER);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, epoll, operation, fd, event);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>. It waits
   * long, so the caller lends the segment for its error number.
   */
  public static int epoll_wait(
      MemorySegment errno, int epoll, MemorySegment events, int maximum, int milliseconds) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.blocking("epoll_wait", INT, INT, POINTER, INT, INT);
    }
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, epoll, events, maximum, milliseconds);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.value(errno, result);
  }
}
