package dev.interprocess.internal.overlapped;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A call that blocks, once at a time, in a thread that is there for it: so whoever waits for its
 * end can stop waiting. The system can cancel it, as long as the thread is inside.
 */
abstract class BlockingCall {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("interprocess-blocking").factory());
  private static final long RETRY = TimeUnit.MICROSECONDS.toNanos(100);

  private boolean goesOn; // guarded by this

  /** Begins; {@code end} is told the error number. */
  synchronized void start(
      Operation.Call call,
      long handle,
      MemorySegment overlapped,
      MemorySegment buffer,
      IntConsumer end) {
    THREADS.execute( // throws if there can be no thread
        () -> end.accept(run(call, handle, overlapped, buffer)));
    goesOn = true;
  }

  private int run(
      Operation.Call call, long handle, MemorySegment overlapped, MemorySegment buffer) {
    int error = enter();
    try {
      return error == 0 ? await(call, handle, overlapped, buffer) : error;
    } finally {
      synchronized (this) {
        goesOn = false;
        leave();
      }
    }
  }

  /** Makes ready what {@link #tryCancel} needs; returns the error number. */
  abstract int enter();

  /** Makes the call, and returns the error number of its end. */
  abstract int await(
      Operation.Call call, long handle, MemorySegment overlapped, MemorySegment buffer);

  /** Ends what {@link #enter} has begun; called under the lock. */
  abstract void leave();

  /** Cancels the call if the system is inside; called under the lock. */
  abstract boolean tryCancel(long handle, MemorySegment overlapped);

  /** Ends the call. Between the thread's entering and the system's there is a moment to wait. */
  void cancel(long handle, MemorySegment overlapped) {
    while (!isOverOrCancelled(handle, overlapped)) {
      LockSupport.parkNanos(RETRY);
    }
  }

  private synchronized boolean isOverOrCancelled(long handle, MemorySegment overlapped) {
    return !goesOn || tryCancel(handle, overlapped);
  }
}
