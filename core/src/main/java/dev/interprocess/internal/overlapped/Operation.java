package dev.interprocess.internal.overlapped;

import static dev.interprocess.internal.abi.WindowsError.ERROR_IO_PENDING;
import static dev.interprocess.internal.abi.WindowsError.ERROR_MORE_DATA;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Windows.OVERLAPPED;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Outcome;
import dev.interprocess.internal.win32.IoApiSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What goes on with a handle in one direction, once at a time: the OVERLAPPED that the system
 * writes the end into, and the buffer that it moves bytes from or to. Both stay where they are
 * until that end, whatever the thread that began does meanwhile.
 *
 * <p>It is begun and awaited by one thread at a time; only {@link #wake} and {@link #cancel} may
 * come from others.
 */
public final class Operation {
  private static final int SMALLEST = 512;

  private final OpenHandle handle;
  private final @Nullable CompletionPort port;
  private final @Nullable BlockingCall blocking; // one of the two

  private MemorySegment overlapped;
  private MemorySegment buffer = MemorySegment.NULL;

  // Written by the thread that begins, or else by the port's before `pending` is.
  private int error;
  private int transferred;
  private volatile boolean pending;
  private volatile boolean woken;
  private volatile @Nullable Thread waiter;
  private volatile @Nullable Runnable then;

  // Guarded by this: when the handle is gone, the port may forget this operation at its end.
  private boolean disposed;

  /** One that the port tells of its end. */
  Operation(OpenHandle handle, CompletionPort port) {
    this(handle, port, null);
  }

  /** One of a handle that does not belong to the port, so that a thread waits for its end. */
  Operation(OpenHandle handle, BlockingCall blocking) {
    this(handle, null, blocking);
  }

  private Operation(
      OpenHandle handle, @Nullable CompletionPort port, @Nullable BlockingCall blocking) {
    this.handle = handle;
    this.port = port;
    this.blocking = blocking;
    this.overlapped = newOverlapped();
    handle.add(this);
  }

  /** A function that goes on after it has returned. */
  public interface Call {
    /** Calls it; returns the error number. */
    int on(long handle, MemorySegment overlapped, MemorySegment buffer);
  }

  private MemorySegment newOverlapped() {
    // Not a shared arena, whose close stops every thread of the JVM for a moment.
    MemorySegment made = Arena.ofAuto().allocate(OVERLAPPED.SIZEOF, 8);
    if (port != null) {
      port.add(made, this);
    }
    return made;
  }

  /** The buffer, of at least that size, while nothing goes on. */
  public MemorySegment buffer(long size) {
    if (buffer.byteSize() < size) {
      long rounded = Math.max(SMALLEST, Long.highestOneBit(Math.max(1, size - 1)) << 1);
      buffer = Arena.ofAuto().allocate(rounded, 16);
    }
    return buffer;
  }

  /** What is run, once, by the thread of the port, if the next call does not end at once. */
  public void then(Runnable then) {
    this.then = then;
  }

  /** Begins; true if it ended at once, without the port. The caller holds the handle. */
  public boolean begin(Call call) {
    overlapped.fill((byte) 0);
    error = 0;
    transferred = 0;
    pending = true; // before the call, as its end may come before it returns
    int now =
        blocking != null
            ? beginBlocking(call, blocking)
            : call.on(handle.handle, overlapped, buffer);
    if (now == ERROR_IO_PENDING) {
      if (!handle.isOpen()) { // too late for the close to cancel it
        cancel();
      }
      return false;
    }
    error = now;
    transferred = moved();
    pending = false;
    if (now == ERROR_MORE_DATA && port != null) {
      // No success and no failure: whether a completion has been queued differs.
      MemorySegment used = overlapped;
      overlapped = newOverlapped();
      port.retire(used);
    }
    return true;
  }

  private int beginBlocking(Call call, BlockingCall blocking) {
    boolean started = false;
    try {
      blocking.start(call, handle.handle, overlapped, buffer, end -> complete(end, moved()));
      started = true;
    } finally {
      if (!started) {
        pending = false;
      }
    }
    return ERROR_IO_PENDING;
  }

  private int moved() {
    return (int) overlapped.get(JAVA_LONG, OVERLAPPED.InternalHigh);
  }

  /** Waits for the end: READY, or earlier for another reason, and then it still goes on. */
  public Outcome await(long deadline) {
    waiter = Thread.currentThread();
    try {
      while (pending && !woken) {
        if (Thread.currentThread().isInterrupted()) {
          return Outcome.INTERRUPTED;
        }
        long nanos = Deadline.remaining(deadline);
        if (nanos <= 0) {
          return Outcome.TIMED_OUT;
        }
        if (nanos == Deadline.NONE) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, nanos);
        }
      }
      return Outcome.READY;
    } finally {
      waiter = null;
    }
  }

  /**
   * Cancels it and waits for the end, which comes at once: what was done by then can be asked as
   * after any other.
   */
  public void withdraw() {
    cancel();
    boolean interrupted = false;
    waiter = Thread.currentThread();
    while (pending) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    waiter = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for its end; the caller holds the handle. */
  public void cancel() {
    if (blocking != null) {
      blocking.cancel(handle.handle, overlapped);
    } else {
      IoApiSet.cancelIoEx(handle.handle, overlapped);
    }
  }

  void cancelPending() {
    if (pending) {
      cancel();
    }
  }

  /** Ends all waits, now and later, though the operation goes on. */
  public void wake() {
    woken = true;
    LockSupport.unpark(waiter);
  }

  /** Whether it is one of the handle that has this key. */
  boolean isOf(long key) {
    return handle.key == key;
  }

  /** Whether it goes on. */
  public boolean isPending() {
    return pending;
  }

  /** The error number of its end, 0 for success. */
  public int error() {
    return error;
  }

  /** How many bytes were moved. */
  public int transferred() {
    return transferred;
  }

  /** The end, called by the port or by the thread that made the call. */
  void complete(int error, int transferred) {
    this.error = error;
    this.transferred = transferred;
    synchronized (this) {
      pending = false;
      if (disposed && port != null) {
        port.remove(overlapped);
      }
    }
    LockSupport.unpark(waiter);
    Runnable next = then;
    if (next != null) {
      next.run();
    }
  }

  /** The handle has been closed. */
  synchronized void dispose() {
    disposed = true;
    if (!pending && port != null) {
      port.remove(overlapped);
    }
  }
}
