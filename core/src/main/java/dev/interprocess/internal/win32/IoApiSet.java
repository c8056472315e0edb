package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <ioapiset.h>}: completion ports, cancelling. */
public final class IoApiSet {
  private IoApiSet() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-createiocompletionport">CreateIoCompletionPort</a>:
   * a new port, or one that the handle belongs to from now on.
   */
  public static long createIoCompletionPort(long handle, long port, long key, int threads) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("CreateIoCompletionPort", LONG, LONG, LONG, LONG, INT);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result = (long) Call.HANDLE.invokeExact(error, handle, port, key, threads);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-getqueuedcompletionstatusex">GetQueuedCompletionStatusEx</a>:
   * blocks until something has been completed.
   */
  public static int getQueuedCompletionStatusEx(
      long port,
      MemorySegment entries,
      int count,
      MemorySegment removed,
      int milliseconds,
      int alertable) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "GetQueuedCompletionStatusEx", INT, LONG, POINTER, INT, POINTER, INT, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, port, entries, count, removed, milliseconds, alertable);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-postqueuedcompletionstatus">PostQueuedCompletionStatus</a>.
   */
  public static int postQueuedCompletionStatus(long port, int bytes, long key, long overlapped) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("PostQueuedCompletionStatus", INT, LONG, INT, LONG, LONG);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, port, bytes, key, overlapped);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-cancelioex">CancelIoEx</a>:
   * asks for it only; whatever is cancelled is completed in its own time.
   */
  public static int cancelIoEx(long handle, MemorySegment overlapped) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("CancelIoEx", INT, LONG, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, overlapped);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/ioapiset/nf-ioapiset-cancelsynchronousio">CancelSynchronousIo</a>:
   * {@code ERROR_NOT_FOUND} if the thread is not inside such a call.
   */
  public static int cancelSynchronousIo(long thread) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("CancelSynchronousIo", INT, LONG);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, thread);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }
}
