package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <winternl.h>}: what the system itself says. */
public final class Winternl {
  private Winternl() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-rtlntstatustodoserror">RtlNtStatusToDosError</a>:
   * the error number that a call would have left.
   */
  public static int rtlNtStatusToDosError(int status) {
    class Call {
      static final MethodHandle HANDLE = Downcall.ntdll("RtlNtStatusToDosError", INT, INT);
    }
    try {
      return (int) Call.HANDLE.invokeExact(status);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntqueryobject">NtQueryObject</a>:
   * the status, negative for a failure.
   */
  public static int ntQueryObject(
      long handle, int what, MemorySegment information, int size, MemorySegment returnedSize) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.ntdll("NtQueryObject", INT, LONG, INT, POINTER, INT, POINTER);
    }
    try {
      return (int) Call.HANDLE.invokeExact(handle, what, information, size, returnedSize);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntqueryinformationfile">NtQueryInformationFile</a>:
   * the status, negative for a failure.
   */
  public static int ntQueryInformationFile(
      long handle, MemorySegment ioStatus, MemorySegment information, int size, int what) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.ntdll("NtQueryInformationFile", INT, LONG, POINTER, POINTER, INT, INT);
    }
    try {
      return (int) Call.HANDLE.invokeExact(handle, ioStatus, information, size, what);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
