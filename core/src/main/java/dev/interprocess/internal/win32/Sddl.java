package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sddl.h>}: security descriptors and identifiers as text. */
public final class Sddl {
  private Sddl() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertstringsecuritydescriptortosecuritydescriptorw">ConvertStringSecurityDescriptorToSecurityDescriptorW</a>:
   * to be freed by LocalFree.
   */
  public static int toSecurityDescriptor(
      MemorySegment text, int revision, MemorySegment descriptor, MemorySegment size) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32(
              "ConvertStringSecurityDescriptorToSecurityDescriptorW",
              INT,
              POINTER,
              INT,
              POINTER,
              POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, text, revision, descriptor, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsecuritydescriptortostringsecuritydescriptorw">ConvertSecurityDescriptorToStringSecurityDescriptorW</a>:
   * to be freed by LocalFree.
   */
  public static int ofSecurityDescriptor(
      MemorySegment descriptor,
      int revision,
      int information,
      MemorySegment text,
      MemorySegment length) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32(
              "ConvertSecurityDescriptorToStringSecurityDescriptorW",
              INT,
              POINTER,
              INT,
              INT,
              POINTER,
              POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int) Call.HANDLE.invokeExact(error, descriptor, revision, information, text, length);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsidtostringsidw">ConvertSidToStringSidW</a>:
   * to be freed by LocalFree.
   */
  public static int ofSid(MemorySegment sid, MemorySegment text) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("ConvertSidToStringSidW", INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, sid, text);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertstringsidtosidw">ConvertStringSidToSidW</a>:
   * to be freed by LocalFree.
   */
  public static int toSid(MemorySegment text, MemorySegment sid) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("ConvertStringSidToSidW", INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, text, sid);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
