package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

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
      static final MethodHandle HANDLE = Words.function("ppoll");
    }
    try {
      return Words.callInt(
          errno, Call.HANDLE, Words.of(descriptors), count, Words.of(timeout), Words.of(signals));
    } finally {
      Reference.reachabilityFence(descriptors);
      Reference.reachabilityFence(timeout);
      Reference.reachabilityFence(signals);
    }
  }
}
