package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <consoleapi.h>}, {@code <consoleapi2.h>}, {@code <consoleapi3.h>}: the console, and what
 * its user asks of processes.
 */
public final class ConsoleApi {
  private ConsoleApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/console/generateconsolectrlevent">GenerateConsoleCtrlEvent</a>.
   */
  public static int generateConsoleCtrlEvent(int event, int group) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GenerateConsoleCtrlEvent", INT, INT, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, event, group);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/console/setconsolectrlhandler">SetConsoleCtrlHandler</a>.
   */
  public static int setConsoleCtrlHandler(MemorySegment handler, int add) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("SetConsoleCtrlHandler", INT, POINTER, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handler, add);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/console/getconsoleprocesslist">GetConsoleProcessList</a>:
   * how many there are, 0 if this process has no console.
   */
  public static int getConsoleProcessList(MemorySegment pids, int size) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetConsoleProcessList", INT, POINTER, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, pids, size);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    LastError.ofBool(error, 1);
    return result;
  }
}
