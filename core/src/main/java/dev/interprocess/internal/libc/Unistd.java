package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** {@code <unistd.h>}: reading, writing and closing. */
public final class Unistd {
  private Unistd() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>, on a descriptor that
   * is set non-blocking.
   */
  public static long read(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("read", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * The same into what is left of a buffer, whose position stays: no segment outlives the call, so
   * none is allocated.
   */
  public static long read(int fd, ByteBuffer buffer) {
    return read(fd, MemorySegment.ofBuffer(buffer), buffer.remaining());
  }

  /** The same, which may wait: the buffer is outside of the heap. */
  public static long readBlocking(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("read", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>, on a descriptor that
   * is set non-blocking.
   */
  public static long write(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("write", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** The same, which may wait: the buffer is outside of the heap. */
  public static long writeBlocking(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("write", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
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

  /** <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>, of a file's disk. */
  public static long readFile(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("read", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a>, to a file's disk.
   */
  public static long writeFile(int fd, MemorySegment buffer, long count) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("write", LONG, INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(errno, fd, buffer, count);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getuid.2.html">getuid(2)</a>. */
  public static int getuid() {
    class Call {
      static final MethodHandle HANDLE = Words.function("getuid");
    }
    return Words.callInt(Call.HANDLE);
  }
}
