package dev.interprocess.internal.overlapped;

import static dev.interprocess.internal.abi.Windows.THREAD_TERMINATE;

import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.IoApiSet;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import java.lang.foreign.MemorySegment;

/** A call of a handle that was not opened overlapped: it is cancelled by its thread. */
final class SynchronousCall extends BlockingCall {
  private static final long NOWHERE = 0;

  private long thread = NOWHERE; // its handle; guarded by this

  @Override
  synchronized int enter() {
    int own = ProcessThreadsApi.getCurrentThreadId();
    long handle = ProcessThreadsApi.openThread(THREAD_TERMINATE, 0, own);
    thread = handle < 0 ? NOWHERE : handle;
    return handle < 0 ? (int) -handle : 0; // what can't be cancelled is not begun
  }

  @Override
  int await(Operation.Call call, long handle, MemorySegment overlapped, MemorySegment buffer) {
    return call.on(handle, overlapped, buffer);
  }

  @Override
  void leave() {
    if (thread != NOWHERE) {
      HandleApi.closeHandle(thread);
      thread = NOWHERE;
    }
  }

  @Override
  boolean tryCancel(long handle, MemorySegment overlapped) {
    return thread != NOWHERE && IoApiSet.cancelSynchronousIo(thread) == 0;
  }
}
