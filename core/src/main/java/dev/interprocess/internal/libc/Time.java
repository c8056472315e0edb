package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <time.h>}. */
public final class Time {
  private Time() {}

  /** <a href="https://man7.org/linux/man-pages/man2/clock_gettime.2.html">clock_gettime(2)</a>. */
  public static int clock_gettime(int clock, MemorySegment time) {
    class Call {
      static final MethodHandle HANDLE = Words.function("clock_gettime");
    }
    try {
      return Words.callInt(Call.HANDLE, clock, Words.of(time));
    } finally {
      Reference.reachabilityFence(time);
    }
  }
}
