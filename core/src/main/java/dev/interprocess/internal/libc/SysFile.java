package dev.interprocess.internal.libc;

import java.lang.invoke.MethodHandle;

/** {@code <sys/file.h>}. */
public final class SysFile {
  private SysFile() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>, always with LOCK_NB.
   */
  public static int flock(int fd, int operation) {
    class Call {
      static final MethodHandle HANDLE = Words.function("flock");
    }
    return Words.callInt(Call.HANDLE, fd, operation);
  }
}
