package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/signalfd.h>}. */
public final class SysSignalfd {
  private SysSignalfd() {}

  /** <a href="https://man7.org/linux/man-pages/man2/signalfd.2.html">signalfd(2)</a>. */
  public static int signalfd(int fd, MemorySegment mask, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("signalfd");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(mask), flags);
    } finally {
      Reference.reachabilityFence(mask);
    }
  }
}
