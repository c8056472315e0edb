package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/** {@code <sys/mman.h>}: memory by the page, and memory that has a descriptor. */
public final class SysMman {
  private SysMman() {}

  /** <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>. */
  public static int memfd_create(MemorySegment name, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("memfd_create");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(name), flags);
    } finally {
      Reference.reachabilityFence(name);
    }
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
      static final MethodHandle HANDLE = Words.function("mprotect");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(memory), size, protection);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/munmap.2.html">munmap(2)</a>. */
  public static int munmap(MemorySegment memory, long size) {
    class Call {
      static final MethodHandle HANDLE = Words.function("munmap");
    }
    try {
      return Words.callInt(Call.HANDLE, Words.of(memory), size);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }
}
