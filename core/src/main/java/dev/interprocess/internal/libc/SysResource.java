package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/resource.h>}. */
public final class SysResource {
  private SysResource() {}

  /** <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>. */
  public static int getrusage(int whose, MemorySegment usage) {
    class Call {
      static final MethodHandle HANDLE = Words.function("getrusage");
    }
    try {
      return Words.callInt(Call.HANDLE, whose, Words.of(usage));
    } finally {
      Reference.reachabilityFence(usage);
    }
  }
}
