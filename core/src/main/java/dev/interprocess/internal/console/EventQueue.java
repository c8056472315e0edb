package dev.interprocess.internal.console;

import dev.interprocess.internal.poll.Deadline;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The numbers that have come for one receiver. Any thread may call any method. */
public final class EventQueue {
  /** What nobody takes is kept up to here; who floods a process must not take all its memory. */
  private static final int CAPACITY = 1 << 16;

  private final Set<Integer> wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private boolean closed;

  EventQueue(Set<Integer> wanted) {
    this.wanted = Set.copyOf(wanted);
  }

  Set<Integer> wanted() {
    return wanted;
  }

  void offer(int number) {
    lock.lock();
    try {
      if (waiting.size() < CAPACITY) {
        waiting.add(number);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next one.
   *
   * @return null if the deadline is over
   */
  public @Nullable Integer take(long deadline)
      throws ClosedChannelException, InterruptedIOException {
    lock.lock();
    try {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (!await(() -> closed || !waiting.isEmpty(), deadline)) {
        return null;
      }
      if (closed) {
        throw new AsynchronousCloseException();
      }
      return waiting.remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("receive: interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is closed, or the deadline is over. */
  void awaitClose(long deadline) {
    lock.lock();
    try {
      boolean _ = await(() -> closed, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, long deadline) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      long left = Deadline.remaining(deadline); // 292 years if there is no limit
      if (left <= 0) {
        return false;
      }
      long _ = changed.awaitNanos(left);
    }
    return true;
  }

  public boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
