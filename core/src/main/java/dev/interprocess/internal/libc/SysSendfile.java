package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/sendfile.h>}. */
public final class SysSendfile {
  private SysSendfile() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/sendfile.2.html">sendfile(2)</a>: waits for the
   * disk.
   */
  public static long sendfile(int to, int from, MemorySegment offset, long count) {
    class Call {
      static final MethodHandle HANDLE = Words.function("sendfile");
    }
    try {
      return Words.call(Call.HANDLE, to, from, Words.of(offset), count);
    } finally {
      Reference.reachabilityFence(offset);
    }
  }
}
