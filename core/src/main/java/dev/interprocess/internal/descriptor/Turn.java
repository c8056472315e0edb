package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.poll.Deadline;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in one direction of a descriptor or handle: one operation at a time, the others
 * in the order in which they came, so that the bytes of two writers never mix. An operation is a
 * thread inside a call, or an {@link Operation} that no thread waits for; both queue alike.
 *
 * <p>No lock of the JDK's would do, as each belongs to a thread.
 */
public class Turn {
  /** What the turns are in, for how a wait for one ends. Its {@code toString} is for messages. */
  public interface Subject {
    boolean isOpen();

    /** Throws if it was closed while the caller, who has acquired it, was waiting for his turn. */
    default void checkStillOpen() throws AsynchronousCloseException {
      if (!isOpen()) {
        throw new AsynchronousCloseException();
      }
    }

    default SocketTimeoutException timedOut(String operation) {
      return new SocketTimeoutException(operation + " " + this + ": timed out");
    }

    default InterruptedIOException interrupted(String operation) {
      return new InterruptedIOException(operation + " " + this + ": interrupted");
    }
  }

  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Turn.class, "owner", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Whoever has the turn; set to the next in the queue by who hands it over.
  private volatile @Nullable Object owner;

  // How many more times the thread has entered, for an operation of more than one call.
  private int depth;

  // Changed under this alone; nobody overtakes while it is not 0.
  private volatile int queued;
  private @Nullable ArrayDeque<Object> queue;

  /** Waits for the turn of this thread, as the operation itself would wait. */
  public void take(Subject subject, long deadline, String operation)
      throws SocketTimeoutException, InterruptedIOException, AsynchronousCloseException {
    Thread me = Thread.currentThread();
    if (isOf(me)) {
      depth++;
    } else if (!tryTake(me)) {
      await(me, subject, deadline, operation);
    }
    try {
      subject.checkStillOpen();
    } catch (AsynchronousCloseException e) {
      give();
      throw e;
    }
  }

  /** Takes the turn if it is free and nobody queues. */
  boolean tryTake(Object taker) {
    return queued == 0 && OWNER.compareAndSet(this, null, taker);
  }

  @SuppressWarnings("ReferenceEquality") // owners are told apart by identity
  boolean isOf(Object taker) {
    return owner == taker;
  }

  private void await(Thread me, Subject subject, long deadline, String operation)
      throws SocketTimeoutException, InterruptedIOException {
    enqueue(me);
    while (!isOf(me)) {
      long nanos = Deadline.remaining(deadline);
      if (me.isInterrupted() || nanos <= 0) {
        leave(me);
        throw me.isInterrupted() ? subject.interrupted(operation) : subject.timedOut(operation);
      }
      if (nanos == Deadline.NONE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
  }

  /** Queues; the turn may come at once. An {@link Operation} is then resumed by the poller. */
  void enqueue(Object taker) {
    synchronized (this) {
      if (queue == null) {
        queue = new ArrayDeque<>(2);
      }
      queue.add(taker);
      queued = queue.size();
    }
    // Who has just given the turn may not have seen it.
    handOver();
  }

  /** Gives up, whether it still queues or has the turn already. */
  void leave(Object taker) {
    synchronized (this) {
      if (queue != null && queue.remove(taker)) {
        queued = queue.size();
        return;
      }
    }
    give();
  }

  public void give() {
    if (depth > 0) {
      depth--;
      return;
    }
    owner = null;
    if (queued != 0) {
      handOver();
    }
  }

  private void handOver() {
    Object next;
    synchronized (this) {
      ArrayDeque<Object> waiting = queue;
      next = waiting == null ? null : waiting.peek();
      if (waiting == null || next == null || !OWNER.compareAndSet(this, null, next)) {
        return;
      }
      waiting.poll();
      queued = waiting.size();
    }
    switch (next) {
      case Thread thread -> LockSupport.unpark(thread);
      case Operation operation -> operation.resumeSoon();
      default -> throw new AssertionError(next);
    }
  }
}
