package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <processthreadsapi.h>}: processes, threads and their tokens. */
public final class ProcessThreadsApi {
  private ProcessThreadsApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocess">OpenProcess</a>.
   */
  public static long openProcess(int access, int inherit, int pid) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("OpenProcess", LONG, INT, INT, INT);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, access, inherit, pid);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getprocesstimes">GetProcessTimes</a>.
   */
  public static int getProcessTimes(
      long process,
      MemorySegment creation,
      MemorySegment exit,
      MemorySegment kernel,
      MemorySegment user) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetProcessTimes", INT, LONG, POINTER, POINTER, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, process, creation, exit, kernel, user);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid">ProcessIdToSessionId</a>.
   */
  public static int processIdToSessionId(int pid, MemorySegment session) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("ProcessIdToSessionId", INT, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, pid, session);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken">OpenProcessToken</a>.
   */
  public static int openProcessToken(long process, int access, MemorySegment token) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("OpenProcessToken", INT, LONG, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, process, access, token);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openthreadtoken">OpenThreadToken</a>.
   */
  public static int openThreadToken(long thread, int access, int openAsSelf, MemorySegment token) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.advapi32("OpenThreadToken", INT, LONG, INT, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, thread, access, openAsSelf, token);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openthread">OpenThread</a>.
   */
  public static long openThread(int access, int inherit, int id) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("OpenThread", LONG, INT, INT, INT);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, access, inherit, id);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getcurrentthreadid">GetCurrentThreadId</a>,
   * which never fails.
   */
  public static int getCurrentThreadId() {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("GetCurrentThreadId", INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw">CreateProcessW</a>:
   * the command line must be memory that may be changed.
   */
  public static int createProcess(
      MemorySegment application,
      MemorySegment commandLine,
      MemorySegment processSecurity,
      MemorySegment threadSecurity,
      int inherit,
      int flags,
      MemorySegment environment,
      MemorySegment directory,
      MemorySegment startupInfo,
      MemorySegment information) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "CreateProcessW",
              INT,
              POINTER,
              POINTER,
              POINTER,
              POINTER,
              INT,
              INT,
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
              Call.HANDLE.invokeExact(
                  error,
                  application,
                  commandLine,
                  processSecurity,
                  threadSecurity,
                  inherit,
                  flags,
                  environment,
                  directory,
                  startupInfo,
                  information);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-initializeprocthreadattributelist">InitializeProcThreadAttributeList</a>.
   */
  public static int initializeProcThreadAttributeList(
      MemorySegment list, int count, int flags, MemorySegment size) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("InitializeProcThreadAttributeList", INT, POINTER, INT, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, list, count, flags, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-updateprocthreadattribute">UpdateProcThreadAttribute</a>:
   * the value is read when the process is created.
   */
  public static int updateProcThreadAttribute(
      MemorySegment list,
      int flags,
      long attribute,
      MemorySegment value,
      long size,
      MemorySegment previous,
      MemorySegment returnSize) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "UpdateProcThreadAttribute",
              INT,
              POINTER,
              INT,
              LONG,
              POINTER,
              LONG,
              POINTER,
              POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, list, flags, attribute, value, size, previous, returnSize);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-deleteprocthreadattributelist">DeleteProcThreadAttributeList</a>.
   */
  public static void deleteProcThreadAttributeList(MemorySegment list) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.procedure("DeleteProcThreadAttributeList", POINTER);
    }
    try {
      Call.HANDLE.invokeExact(list);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-terminateprocess">TerminateProcess</a>.
   */
  public static int terminateProcess(long process, int exitCode) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("TerminateProcess", INT, LONG, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, process, exitCode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getexitcodeprocess">GetExitCodeProcess</a>.
   */
  public static int getExitCodeProcess(long process, MemorySegment exitCode) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetExitCodeProcess", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, process, exitCode);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getstartupinfow">GetStartupInfoW</a>.
   */
  public static void getStartupInfo(MemorySegment startupInfo) {
    class Call {
      static final MethodHandle HANDLE = Downcall.procedure("GetStartupInfoW", POINTER);
    }
    try {
      Call.HANDLE.invokeExact(startupInfo);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
