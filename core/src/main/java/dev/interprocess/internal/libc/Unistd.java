package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** {@code <unistd.h>}: reading, writing and closing. */
public final class Unistd {
  private Unistd() {}

  /** Whether a call that moves bytes of that buffer may wait. */
  public static boolean mayWait(ByteBuffer buffer) {
    return BufferCall.mayWait(buffer);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a> into what is left of a
   * buffer, whose position stays. It waits at most of one that {@link #mayWait}.
   */
  public static long read(int fd, ByteBuffer buffer) {
    return Read.CALL.call(fd, buffer, 0);
  }

  /** The same into a segment: it waits at most of one that is native. */
  public static long read(int fd, MemorySegment memory) {
    return Read.CALL.call(fd, memory, 0);
  }

  private static final class Read extends BufferCall {
    static final Read CALL = new Read();
    static final MethodHandle HANDLE = Words.function("read");

    Read() {
      super("read", /* fills= */ true);
    }

    @Override
    long call(MemorySegment errno, long fd, long address, long count, long flags) throws Throwable {
      return (long) HANDLE.invokeExact(errno, fd, address, count, flags, 0L, 0L);
    }
  }

  /** The same into as much memory of our own. */
  public static long read(int fd, MemorySegment memory, long count) {
    try {
      return Words.call(Read.HANDLE, fd, Words.of(memory), count);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a> of what is left of a
   * buffer, whose position stays. It waits at most of one that {@link #mayWait}.
   */
  public static long write(int fd, ByteBuffer buffer) {
    return Write.CALL.call(fd, buffer, 0);
  }

  /** The same of a segment: it waits at most of one that is native. */
  public static long write(int fd, MemorySegment memory) {
    return Write.CALL.call(fd, memory, 0);
  }

  private static final class Write extends BufferCall {
    static final Write CALL = new Write();
    static final MethodHandle HANDLE = Words.function("write");

    Write() {
      super("write", /* fills= */ false);
    }

    @Override
    long call(MemorySegment errno, long fd, long address, long count, long flags) throws Throwable {
      return (long) HANDLE.invokeExact(errno, fd, address, count, flags, 0L, 0L);
    }
  }

  /** The same of so much memory of our own. */
  public static long write(int fd, MemorySegment memory, long count) {
    try {
      return Words.call(Write.HANDLE, fd, Words.of(memory), count);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/pipe.2.html">pipe(2)</a>. */
  public static int pipe2(MemorySegment descriptors, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("pipe2");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(descriptors), flags);
    } finally {
      Reference.reachabilityFence(descriptors);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>: waits on a socket
   * that lingers.
   */
  public static int close(int fd) {
    class Call {
      static final MethodHandle HANDLE = Words.function("close");
    }
    return Words.callInt(Call.HANDLE, fd);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/unlink.2.html">unlink(2)</a>. */
  public static int unlink(MemorySegment path) {
    class Call {
      static final MethodHandle HANDLE = Words.function("unlink");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(path));
    } finally {
      Reference.reachabilityFence(path);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/geteuid.2.html">geteuid(2)</a>. */
  public static int geteuid() {
    class Call {
      static final MethodHandle HANDLE = Words.function("geteuid");
    }
    return Words.callInt(Call.HANDLE);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getgid.2.html">getegid(2)</a>. */
  public static int getegid() {
    class Call {
      static final MethodHandle HANDLE = Words.function("getegid");
    }
    return Words.callInt(Call.HANDLE);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/fchownat.2.html">fchownat(2)</a>. */
  public static int fchownat(int directory, MemorySegment path, int uid, int gid, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("fchownat");
    }
    try {
      return Words.callInt(Call.HANDLE, directory, Words.of(path), uid, gid, flags);
    } finally {
      Reference.reachabilityFence(path);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/lseek.2.html">lseek(2)</a>. */
  public static long lseek(int fd, long offset, int whence) {
    class Call {
      static final MethodHandle HANDLE = Words.function("lseek");
    }
    return Words.call(Call.HANDLE, fd, offset, whence);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/ftruncate.2.html">ftruncate(2)</a>. */
  public static int ftruncate(int fd, long length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("ftruncate");
    }
    return Words.callInt(Call.HANDLE, fd, length);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getuid.2.html">getuid(2)</a>. */
  public static int getuid() {
    class Call {
      static final MethodHandle HANDLE = Words.function("getuid");
    }
    return Words.callInt(Call.HANDLE);
  }
}
