package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/mman.h>}: memory by the page, and memory that has a descriptor. */
public final class SysMman {
  private SysMman() {}

  /** <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>. */
  public static int memfd_create(MemorySegment name, int flags) {
    class Call {
      static final MethodHandle HANDLE = Downcall.immediate("memfd_create", INT, POINTER, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, name, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/mmap.2.html">mmap(2)</a> of new memory, which
   * belongs to nothing and is never taken back.
   */
  public static MemorySegment map(long size, int protection, int flags) throws ErrnoException {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.blocking("mmap", LONG, POINTER, LONG, INT, INT, INT, LONG);
    }
    MemorySegment errno = Errno.take();
    long address;
    try {
      address =
          (long)
              Call.HANDLE.invokeExact(errno, MemorySegment.NULL, size, protection, flags, -1, 0L);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    long result = Errno.give(errno, address);
    if (address == -1) {
      throw new ErrnoException("mmap", (int) -result);
    }
    return Downcall.sized(MemorySegment.ofAddress(address), size);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/mprotect.2.html">mprotect(2)</a>. */
  public static int mprotect(MemorySegment memory, long size, int protection) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("mprotect", INT, POINTER, LONG, INT);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, memory, size, protection);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/munmap.2.html">munmap(2)</a>. */
  public static int munmap(MemorySegment memory, long size) {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("munmap", INT, POINTER, LONG);
    }
    MemorySegment errno = Errno.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(errno, memory, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return Errno.give(errno, result);
  }
}
