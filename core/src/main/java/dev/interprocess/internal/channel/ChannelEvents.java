package dev.interprocess.internal.channel;

import static java.nio.channels.SelectionKey.OP_READ;

import dev.interprocess.internal.descriptor.Turn;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Who waits for a channel: one thread in each direction. */
final class ChannelEvents {
  private final SelectionKey key;
  private volatile @Nullable Thread reader;
  private volatile @Nullable Thread writer;

  ChannelEvents(SelectionKey key) {
    this.key = key;
    key.attach(this);
  }

  /** From now on what happens in that direction is noticed, once. */
  void begin(int direction) throws AsynchronousCloseException {
    try {
      key.interestOpsOr(direction);
      key.selector().wakeup();
    } catch (CancelledKeyException e) {
      throw new AsynchronousCloseException();
    }
  }

  /** Waits until, since {@link #begin}, reads or writes may go on or the direction is shut down. */
  void await(int direction, Turn.Subject channel, long deadline, String operation)
      throws IOException {
    setWaiter(direction, Thread.currentThread());
    try {
      while ((key.interestOps() & direction) != 0) {
        long nanos = Deadline.remaining(deadline);
        if (Thread.currentThread().isInterrupted()) {
          throw channel.interrupted(operation);
        } else if (nanos <= 0) {
          throw channel.timedOut(operation);
        } else if (nanos == Deadline.NONE) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, nanos);
        }
      }
    } catch (CancelledKeyException e) {
      throw new AsynchronousCloseException();
    } finally {
      setWaiter(direction, null);
    }
  }

  private void setWaiter(int direction, @Nullable Thread waiter) {
    if (direction == OP_READ) {
      reader = waiter;
    } else {
      writer = waiter;
    }
  }

  /** Ends the waits in these directions. */
  void happened(int directions) {
    try {
      key.interestOpsAnd(~directions);
    } finally {
      LockSupport.unpark(reader);
      LockSupport.unpark(writer);
    }
  }

  /** The channel has been closed: its descriptor is closed by the selector, which has it too. */
  void closed() {
    LockSupport.unpark(reader);
    LockSupport.unpark(writer);
    key.selector().wakeup();
  }
}
