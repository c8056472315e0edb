package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/stat.h>}: what a file is, and its mode. */
public final class SysStat {
  private SysStat() {}

  /** <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>. */
  public static int statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment buffer) {
    class Call {
      static final MethodHandle HANDLE = Words.function("statx");
    }
    try {
      return Words.callInt(Call.HANDLE, directory, Words.of(path), flags, mask, Words.of(buffer));
    } finally {
      Reference.reachabilityFence(path);
      Reference.reachabilityFence(buffer);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/chmod.2.html">chmod(2)</a>. */
  public static int chmod(MemorySegment path, int mode) {
    class Call {
      static final MethodHandle HANDLE = Words.function("chmod");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(path), mode);
    } finally {
      Reference.reachabilityFence(path);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/fchmod.2.html">fchmod(2)</a>. */
  public static int fchmod(int fd, int mode) {
    class Call {
      static final MethodHandle HANDLE = Words.function("fchmod");
    }
    return Words.callInt(Call.HANDLE, fd, mode);
  }

  /** <a href="https://man7.org/linux/man-pages/man3/mkfifo.3.html">mkfifo(3)</a>. */
  public static int mkfifo(MemorySegment path, int mode) {
    class Call {
      static final MethodHandle HANDLE = Words.function("mkfifo");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(path), mode);
    } finally {
      Reference.reachabilityFence(path);
    }
  }
}
