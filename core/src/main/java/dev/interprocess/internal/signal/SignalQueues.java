package dev.interprocess.internal.signal;

import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queues of all receivers, and how those who wait get what comes.
 *
 * <p>No thread of the library does it: of those who wait, one leads. It alone waits for the kernel,
 * and gives every receiver what is its own; when it has got one for itself, another leads. So a
 * signal wakes the very thread that it is for, and what nobody waits for stays in the kernel.
 */
final class SignalQueues implements SignalSource.Sink {
  /** What the leader does. */
  interface Leading {
    /** Distributes what is there, without waiting; false if there is nothing. */
    boolean read() throws IOException;

    /** Waits until it is worth another try, or the deadline is over. */
    void await(long deadline) throws IOException;
  }

  private final @Nullable Leading leading;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final List<SignalQueue> queues = new ArrayList<>();
  private boolean led;
  private long changes;

  /**
   * @param leading null if others call {@link #received} from threads of their own
   */
  SignalQueues(@Nullable Leading leading) {
    this.leading = leading;
  }

  void add(SignalQueue queue) {
    lock.lock();
    try {
      queues.add(queue);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waits for it; false if it was not there. */
  boolean remove(SignalQueue queue) {
    lock.lock();
    try {
      change();
      return queues.remove(queue);
    } finally {
      lock.unlock();
    }
  }

  boolean contains(SignalQueue queue) {
    lock.lock();
    try {
      return queues.contains(queue);
    } finally {
      lock.unlock();
    }
  }

  /** The set of the signals that any of them is for. */
  long wanted() {
    lock.lock();
    try {
      return queues.stream().mapToLong(SignalQueue::signals).reduce(0, (a, b) -> a | b);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(SignalInfo info) {
    lock.lock();
    try {
      for (SignalQueue queue : queues) {
        if (queue.wants(info.signal())) {
          queue.add(info);
        }
      }
      change();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void lost(int signal, long number) {
    lock.lock();
    try {
      for (SignalQueue queue : queues) {
        if (queue.wants(signal)) {
          queue.addLost(signal, number);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next one of a queue; null if the deadline is over. */
  @Nullable SignalInfo take(SignalQueue queue, long deadline) throws IOException {
    lock.lock();
    try {
      if (!queues.contains(queue)) {
        throw new ClosedChannelException();
      }
      SignalInfo info = poll(queue);
      while (info == null) {
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
        if (Deadline.remaining(deadline) <= 0) {
          return null;
        }
        await(deadline);
        if (!queues.contains(queue)) {
          throw new AsynchronousCloseException();
        }
        info = poll(queue);
      }
      return info;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SignalInfo poll(SignalQueue queue) throws IOException {
    SignalInfo info = queue.poll();
    while (info == null && leading != null && leading.read()) {
      info = queue.poll();
    }
    return info;
  }

  private void await(long deadline) throws IOException {
    if (led || leading == null) {
      follow(deadline);
      return;
    }
    led = true;
    lock.unlock();
    try {
      leading.await(deadline);
    } finally {
      lock.lock();
      led = false;
      change(); // whoever goes on waiting leads next
    }
  }

  /** Waits until there is something new for somebody, or nobody leads. */
  private void follow(long deadline) throws InterruptedIOException {
    long seen = changes;
    try {
      while (changes == seen) {
        long nanos = Deadline.remaining(deadline);
        if (nanos <= 0) {
          return;
        }
        if (nanos == Deadline.NONE) {
          changed.await();
        } else {
          long _ = changed.awaitNanos(nanos);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private void change() {
    changes++;
    changed.signalAll();
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("receive signals: interrupted");
  }
}
