package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.interprocess.internal.abi.Linux.pollfd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <poll.h>}: waiting for a few descriptors. */
public final class Poll {
  private static final Striped<MemorySegment> ONE = new Striped<>();

  private Poll() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/poll.2.html">ppoll(2)</a>. It waits long, so the
   * caller lends the segment for its error number.
   */
  public static int ppoll(
      MemorySegment errno,
      MemorySegment descriptors,
      long count,
      MemorySegment timeout,
      MemorySegment signals) {
    class Call {
      static final MethodHandle HANDLE = Words.function("ppoll");
    }
    long list = Words.of(descriptors);
    long limit = Words.of(timeout);
    long mask = Words.of(signals);
    try {
      long result = (long) Call.HANDLE.invokeExact(errno, list, count, limit, mask, 0L, 0L);
      return Errno.value(errno, (int) result);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    } finally {
      Reference.reachabilityFence(descriptors);
      Reference.reachabilityFence(timeout);
      Reference.reachabilityFence(signals);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a> without a wait.
   *
   * @return how many are ready; none, too, if the call fails
   */
  public static int look(MemorySegment descriptors, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.leaf("poll", INT, LONG, LONG, INT);
    }
    long list = Words.of(descriptors);
    try {
      return Math.max(0, (int) Call.HANDLE.invokeExact(list, count, 0));
    } catch (Throwable t) {
      throw Downcall.refused(t);
    } finally {
      Reference.reachabilityFence(descriptors);
    }
  }

  /**
   * The same for one descriptor.
   *
   * @return which of the events there are, or {@code POLLHUP} and {@code POLLERR}
   */
  public static int look(int fd, int events) {
    MemorySegment idle = ONE.take();
    MemorySegment descriptor = idle != null ? idle : Arena.ofAuto().allocate(pollfd.SIZEOF, 4);
    descriptor.set(JAVA_INT, pollfd.fd, fd);
    descriptor.set(JAVA_SHORT, pollfd.events, (short) events);
    int reported = look(descriptor, 1) > 0 ? descriptor.get(JAVA_SHORT, pollfd.revents) : 0;
    ONE.give(descriptor);
    return reported;
  }
}
