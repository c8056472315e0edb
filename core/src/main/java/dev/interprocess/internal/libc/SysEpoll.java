package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/epoll.h>}: waiting for many descriptors. */
public final class SysEpoll {
  private SysEpoll() {}

  /** <a href="https://man7.org/linux/man-pages/man2/epoll_create.2.html">epoll_create(2)</a>. */
  public static int epoll_create1(int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("epoll_create1");
    }
    return Words.callInt(Call.HANDLE, flags);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>. */
  public static int epoll_ctl(int epoll, int operation, int fd, MemorySegment event) {
    class Call {
      static final MethodHandle HANDLE = Words.function("epoll_ctl");
    }
    try {
      return Words.callInt(Call.HANDLE, epoll, operation, fd, Words.of(event));
    } finally {
      Reference.reachabilityFence(event);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>. It waits
   * long, so the caller lends the segment for its error number.
   */
  public static int epoll_wait(
      MemorySegment errno, int epoll, MemorySegment events, int maximum, int milliseconds) {
    class Call {
      static final MethodHandle HANDLE = Words.function("epoll_wait");
    }
    long number = epoll;
    long list = Words.of(events);
    long most = maximum;
    long limit = milliseconds;
    try {
      long result = (long) Call.HANDLE.invokeExact(errno, number, list, most, limit, 0L, 0L);
      return Errno.value(errno, (int) result);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    } finally {
      Reference.reachabilityFence(events);
    }
  }
}
