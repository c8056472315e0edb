package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/wait.h>}: how children ended. */
public final class SysWait {
  private SysWait() {}

  /** <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2)</a>. */
  public static int waitid(int type, int id, MemorySegment info, int options) {
    class Call {
      static final MethodHandle HANDLE = Words.function("waitid");
    }
    try {
      return Words.callInt(Call.HANDLE, type, id, Words.of(info), options);
    } finally {
      Reference.reachabilityFence(info);
    }
  }
}
