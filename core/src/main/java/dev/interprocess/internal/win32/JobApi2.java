package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <jobapi2.h>}: groups of processes that are ended as one. */
public final class JobApi2 {
  private JobApi2() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-createjobobjectw">CreateJobObjectW</a>.
   */
  public static long createJobObject(MemorySegment security, MemorySegment name) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("CreateJobObjectW", LONG, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, security, name);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-terminatejobobject">TerminateJobObject</a>.
   */
  public static int terminateJobObject(long job, int exitCode) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("TerminateJobObject", INT, LONG, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, job, exitCode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-setinformationjobobject">SetInformationJobObject</a>.
   */
  public static int setInformationJobObject(
      long job, int what, MemorySegment information, int size) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("SetInformationJobObject", INT, LONG, INT, POINTER, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, job, what, information, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-queryinformationjobobject">QueryInformationJobObject</a>.
   */
  public static int queryInformationJobObject(
      long job, int what, MemorySegment information, int size, MemorySegment returnedSize) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("QueryInformationJobObject", INT, LONG, INT, POINTER, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, job, what, information, size, returnedSize);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
