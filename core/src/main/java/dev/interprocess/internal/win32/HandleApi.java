package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <handleapi.h>}: handles of whatever kind. */
public final class HandleApi {
  private HandleApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle">CloseHandle</a>.
   */
  public static int closeHandle(long handle) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("CloseHandle", INT, LONG);
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
   * href="https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-duplicatehandle">DuplicateHandle</a>.
   */
  public static int duplicateHandle(
      long sourceProcess,
      long source,
      long targetProcess,
      MemorySegment target,
      int access,
      int inherit,
      int options) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("DuplicateHandle", INT, LONG, LONG, LONG, POINTER, INT, INT, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, sourceProcess, source, targetProcess, target, access, inherit, options);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-sethandleinformation">SetHandleInformation</a>.
   */
  public static int setHandleInformation(long handle, int mask, int flags) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("SetHandleInformation", INT, LONG, INT, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, mask, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
