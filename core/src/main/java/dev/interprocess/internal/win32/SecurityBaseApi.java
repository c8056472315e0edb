package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <securitybaseapi.h>}: who may do what. */
public final class SecurityBaseApi {
  private SecurityBaseApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-getkernelobjectsecurity">GetKernelObjectSecurity</a>.
   */
  public static int getKernelObjectSecurity(
      long handle, int information, MemorySegment descriptor, int size, MemorySegment needed) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("GetKernelObjectSecurity", INT, LONG, INT, POINTER, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, information, descriptor, size, needed);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation">GetTokenInformation</a>.
   */
  public static int getTokenInformation(
      long token, int what, MemorySegment information, int size, MemorySegment needed) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("GetTokenInformation", INT, LONG, INT, POINTER, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, token, what, information, size, needed);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-reverttoself">RevertToSelf</a>:
   * the end of an impersonation.
   */
  public static int revertToSelf() {
    class Call {
      static final MethodHandle HANDLE = Downcall.advapi32("RevertToSelf", INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
