package dev.interprocess.internal.libc;

import java.lang.invoke.MethodHandle;

/** {@code <sys/eventfd.h>}. */
public final class SysEventfd {
  private SysEventfd() {}

  /** <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>. */
  public static int eventfd(int initial, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("eventfd");
    }
    return Words.callInt(Call.HANDLE, initial, flags);
  }
}
