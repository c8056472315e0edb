package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <winbase.h>}: what has no header of its own. */
public final class WinBase {
  private WinBase() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setfilecompletionnotificationmodes">SetFileCompletionNotificationModes</a>.
   */
  public static int setFileCompletionNotificationModes(long handle, int flags) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("SetFileCompletionNotificationModes", INT, LONG, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeclientprocessid">GetNamedPipeClientProcessId</a>.
   */
  public static int getNamedPipeClientProcessId(long handle, MemorySegment pid) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeClientProcessId", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, pid);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeserverprocessid">GetNamedPipeServerProcessId</a>.
   */
  public static int getNamedPipeServerProcessId(long handle, MemorySegment pid) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeServerProcessId", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, pid);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeclientsessionid">GetNamedPipeClientSessionId</a>.
   */
  public static int getNamedPipeClientSessionId(long handle, MemorySegment session) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeClientSessionId", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, session);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeserversessionid">GetNamedPipeServerSessionId</a>.
   */
  public static int getNamedPipeServerSessionId(long handle, MemorySegment session) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeServerSessionId", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, session);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeclientcomputernamew">GetNamedPipeClientComputerNameW</a>.
   */
  public static int getNamedPipeClientComputerName(long handle, MemorySegment name, int bytes) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeClientComputerNameW", INT, LONG, POINTER, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, name, bytes);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipehandlestatew">GetNamedPipeHandleStateW</a>.
   */
  public static int getNamedPipeHandleState(
      long handle,
      MemorySegment state,
      MemorySegment instances,
      MemorySegment collectionCount,
      MemorySegment collectTimeout,
      MemorySegment user,
      int userSize) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "GetNamedPipeHandleStateW",
              INT,
              LONG,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, handle, state, instances, collectionCount, collectTimeout, user, userSize);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-queryfullprocessimagenamew">QueryFullProcessImageNameW</a>.
   */
  public static int queryFullProcessImageName(
      long process, int flags, MemorySegment name, MemorySegment size) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("QueryFullProcessImageNameW", INT, LONG, INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, process, flags, name, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-formatmessagew">FormatMessageW</a>.
   */
  public static int formatMessage(
      int flags,
      MemorySegment source,
      int message,
      int language,
      MemorySegment text,
      int size,
      MemorySegment arguments) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("FormatMessageW", INT, INT, POINTER, INT, INT, POINTER, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, flags, source, message, language, text, size, arguments);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-localfree">LocalFree</a>.
   */
  public static long localFree(MemorySegment memory) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("LocalFree", LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, memory);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-lookupaccountsidw">LookupAccountSidW</a>.
   */
  public static int lookupAccountSid(
      MemorySegment system,
      MemorySegment sid,
      MemorySegment name,
      MemorySegment nameSize,
      MemorySegment domain,
      MemorySegment domainSize,
      MemorySegment use) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32(
              "LookupAccountSidW",
              INT,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(error, system, sid, name, nameSize, domain, domainSize, use);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-lookupaccountnamew">LookupAccountNameW</a>.
   */
  public static int lookupAccountName(
      MemorySegment system,
      MemorySegment name,
      MemorySegment sid,
      MemorySegment sidSize,
      MemorySegment domain,
      MemorySegment domainSize,
      MemorySegment use) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32(
              "LookupAccountNameW",
              INT,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int) Call.HANDLE.invokeExact(error, system, name, sid, sidSize, domain, domainSize, use);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
