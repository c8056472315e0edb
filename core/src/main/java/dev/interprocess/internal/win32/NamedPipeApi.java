package dev.interprocess.internal.win32;

import static dev.interprocess.internal.win32.Downcall.INT;
import static dev.interprocess.internal.win32.Downcall.LONG;
import static dev.interprocess.internal.win32.Downcall.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <namedpipeapi.h>}: named pipes. */
public final class NamedPipeApi {
  private NamedPipeApi() {}

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-createnamedpipew">CreateNamedPipeW</a>.
   */
  public static long createNamedPipe(
      MemorySegment name,
      int openMode,
      int pipeMode,
      int maxInstances,
      int outBuffer,
      int inBuffer,
      int defaultTimeout,
      MemorySegment security) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "CreateNamedPipeW", LONG, POINTER, INT, INT, INT, INT, INT, INT, POINTER);
    }
    MemorySegment error = LastError.take();
    long result;
    try {
      result =
          (long)
              Call.HANDLE.invokeExact(
                  error,
                  name,
                  openMode,
                  pipeMode,
                  maxInstances,
                  outBuffer,
                  inBuffer,
                  defaultTimeout,
                  security);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofHandle(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-connectnamedpipe">ConnectNamedPipe</a>:
   * {@code ERROR_PIPE_CONNECTED} if the client was faster.
   */
  public static int connectNamedPipe(long handle, MemorySegment overlapped) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("ConnectNamedPipe", INT, LONG, POINTER);
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
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-disconnectnamedpipe">DisconnectNamedPipe</a>:
   * what the client has not read is lost.
   */
  public static int disconnectNamedPipe(long handle) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("DisconnectNamedPipe", INT, LONG);
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
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-peeknamedpipe">PeekNamedPipe</a>.
   */
  public static int peekNamedPipe(
      long handle,
      MemorySegment buffer,
      int size,
      MemorySegment read,
      MemorySegment available,
      MemorySegment leftOfMessage) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("PeekNamedPipe", INT, LONG, POINTER, INT, POINTER, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(error, handle, buffer, size, read, available, leftOfMessage);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-setnamedpipehandlestate">SetNamedPipeHandleState</a>.
   */
  public static int setNamedPipeHandleState(
      long handle,
      MemorySegment mode,
      MemorySegment collectionCount,
      MemorySegment collectTimeout) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("SetNamedPipeHandleState", INT, LONG, POINTER, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, handle, mode, collectionCount, collectTimeout);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-getnamedpipeinfo">GetNamedPipeInfo</a>.
   */
  public static int getNamedPipeInfo(
      long handle,
      MemorySegment flags,
      MemorySegment outBuffer,
      MemorySegment inBuffer,
      MemorySegment maxInstances) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32("GetNamedPipeInfo", INT, LONG, POINTER, POINTER, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int) Call.HANDLE.invokeExact(error, handle, flags, outBuffer, inBuffer, maxInstances);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-transactnamedpipe">TransactNamedPipe</a>:
   * both buffers are the system's until the end of the operation.
   */
  public static int transactNamedPipe(
      long handle,
      MemorySegment request,
      int requestSize,
      MemorySegment reply,
      int replySize,
      MemorySegment read,
      MemorySegment overlapped) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.kernel32(
              "TransactNamedPipe", INT, LONG, POINTER, INT, POINTER, INT, POINTER, POINTER);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result =
          (int)
              Call.HANDLE.invokeExact(
                  error, handle, request, requestSize, reply, replySize, read, overlapped);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-waitnamedpipew">WaitNamedPipeW</a>:
   * blocks until an instance is free.
   */
  public static int waitNamedPipe(MemorySegment name, int milliseconds) {
    class Call {
      static final MethodHandle HANDLE = Downcall.kernel32("WaitNamedPipeW", INT, POINTER, INT);
    }
    MemorySegment error = LastError.take();
    int result;
    try {
      result = (int) Call.HANDLE.invokeExact(error, name, milliseconds);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
    return LastError.ofBool(error, result);
  }

  /**
   * <a
   * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-impersonatenamedpipeclient">ImpersonateNamedPipeClient</a>:
   * the current thread acts as the client.
   */
  public static int impersonateNamedPipeClient(long handle) {
    class Call {
      static final MethodHandle HANDLE = Downcall.advapi32("ImpersonateNamedPipeClient", INT, LONG);
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
}
