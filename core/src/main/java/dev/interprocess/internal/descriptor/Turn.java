package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.poll.Deadline;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is in one direction of a descriptor: one operation at a time, the others in the
 * order in which they came, so that the bytes of two writers never mix.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock(/* fair= */ true);

  /** Waits for its turn, as the operation itself would wait. */
  void take(OwnedDescriptor descriptor, long deadline, String operation)
      throws SocketTimeoutException, InterruptedIOException, AsynchronousCloseException {
    if (lock.isHeldByCurrentThread()) {
      lock.lock(); // an operation of more than one call
    } else if (lock.hasQueuedThreads() || !lock.tryLock()) {
      // tryLock alone would overtake those who queue.
      queue(descriptor, deadline, operation);
    }
    try {
      descriptor.checkStillOpen();
    } catch (AsynchronousCloseException e) {
      lock.unlock();
      throw e;
    }
  }

  private void queue(OwnedDescriptor descriptor, long deadline, String operation)
      throws SocketTimeoutException, InterruptedIOException {
    boolean taken = true;
    try {
      if (deadline == Deadline.NONE) {
        lock.lockInterruptibly();
      } else {
        taken = lock.tryLock(Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw descriptor.interrupted(operation);
    }
    if (!taken) {
      throw descriptor.timedOut(operation);
    }
  }

  void give() {
    lock.unlock();
  }
}
