package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.POINTER;

import dev.interprocess.internal.abi.Linux.dirent;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** {@code <dirent.h>}: the entries of a folder. */
public final class Dirent {
  private Dirent() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man3/opendir.3.html">opendir(3)</a>.
   *
   * @return the stream
   */
  public static MemorySegment opendir(MemorySegment path) throws ErrnoException {
    class Call {
      static final MethodHandle HANDLE = Downcall.blocking("opendir", POINTER, POINTER);
    }
    MemorySegment errno = Errno.take();
    MemorySegment result;
    try {
      result = (MemorySegment) Call.HANDLE.invokeExact(errno, path);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    ErrnoException.check("opendir", Errno.give(errno, result.address() == 0 ? -1 : 0));
    return result;
  }

  /** <a href="https://man7.org/linux/man-pages/man3/rewinddir.3.html">rewinddir(3)</a>. */
  public static void rewinddir(MemorySegment stream) {
    class Call {
      static final MethodHandle HANDLE = Downcall.procedure("rewinddir", POINTER);
    }
    try {
      Call.HANDLE.invokeExact(stream);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man3/readdir.3.html">readdir(3)</a>.
   *
   * @return the name of the next entry; null behind the last one
   */
  public static @Nullable String readdir(MemorySegment stream) {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("readdir", POINTER, POINTER);
    }
    MemorySegment entry;
    try {
      entry = (MemorySegment) Call.HANDLE.invokeExact(stream);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return entry.address() == 0
        ? null
        : Downcall.string(MemorySegment.ofAddress(entry.address() + dirent.d_name));
  }
}
