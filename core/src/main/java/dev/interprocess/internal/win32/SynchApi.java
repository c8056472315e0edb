package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <synchapi.h>}: waiting for handles. */
public final class SynchApi {
  private SynchApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject">WaitForSingleObject</a>:
   * 0 if it is signalled, as the handle of a process is that has ended.
   */
  public static int waitForSingleObject(long handle, int milliseconds) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("WaitForSingleObject", INT, LONG, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, milliseconds);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitformultipleobjects">WaitForMultipleObjects</a>:
   * the index of one that is signalled, -1 if it fails.
   */
  public static int waitForMultipleObjects(
      int count, MemorySegment handles, int all, int milliseconds) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("WaitForMultipleObjects", INT, INT, POINTER, INT, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, count, handles, all, milliseconds);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-createeventw">CreateEventW</a>.
   */
  public static long createEvent(
      MemorySegment security, int manualReset, int signalled, MemorySegment name) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("CreateEventW", LONG, POINTER, INT, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, security, manualReset, signalled, name);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-setevent">SetEvent</a>.
   */
  public static int setEvent(long event) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("SetEvent", INT, LONG);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, event);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
