package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <fileapi.h>}: opening, reading and writing. */
public final class FileApi {
  private FileApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew">CreateFileW</a>.
   */
  public static long createFile(
      MemorySegment name,
      int access,
      int share,
      MemorySegment security,
      int disposition,
      int flags,
      long template) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("CreateFileW", LONG, POINTER, INT, INT, POINTER, INT, INT, LONG);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result =
          (long)
              Call.HANDLE.invokeExact(
                  error, name, access, share, security, disposition, flags, template);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-readfile">ReadFile</a>:
   * the buffer is the system's until the end of the operation.
   */
  public static int readFile(
      long handle, MemorySegment buffer, int count, MemorySegment read, MemorySegment overlapped) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("ReadFile", INT, LONG, POINTER, INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, buffer, count, read, overlapped);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-writefile">WriteFile</a>:
   * the buffer is the system's until the end of the operation.
   */
  public static int writeFile(
      long handle,
      MemorySegment buffer,
      int count,
      MemorySegment written,
      MemorySegment overlapped) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("WriteFile", INT, LONG, POINTER, INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, buffer, count, written, overlapped);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-flushfilebuffers">FlushFileBuffers</a>:
   * waits until the other end of a pipe has read everything.
   */
  public static int flushFileBuffers(long handle) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("FlushFileBuffers", INT, LONG);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getfiletype">GetFileType</a>:
   * 0 also if it is no handle.
   */
  public static int getFileType(long handle) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("GetFileType", INT, LONG);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }
}
