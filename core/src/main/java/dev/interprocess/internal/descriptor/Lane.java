package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.poll.Pollable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a descriptor. An operation enters, tries its system call, awaits the direction
 * as often as the call would block, and exits; the others queue meanwhile. What no thread waits for
 * does the same as an {@link Operation}. It is the turn itself, as there may be many idle ones.
 */
public class Lane extends Turn {
  /** What a try gives, in place of a result, if the call would have blocked. */
  public static final long WOULD_BLOCK = Long.MIN_VALUE;

  private final OwnedDescriptor descriptor;
  private final Direction direction;
  private @Nullable BlockingCalls blocking; // of whose turn it is

  public Lane(OwnedDescriptor descriptor, Direction direction) {
    this.descriptor = descriptor;
    this.direction = direction;
  }

  /** Waits for its turn. The number that it gives is open until {@link #exit}. */
  public int enter(long deadline, String operation) throws IOException {
    int fd = descriptor.acquire();
    boolean entered = false;
    try {
      take(descriptor, deadline, operation);
      entered = true;
      return fd;
    } finally {
      if (!entered) {
        descriptor.release();
      }
    }
  }

  public void exit() {
    give();
    descriptor.release();
  }

  /** Waits, inside, until the call is worth another try: see {@link OwnedDescriptor#await}. */
  public void await(long deadline, String operation) throws IOException {
    descriptor.await(direction, deadline, operation);
  }

  /**
   * The same if the last call was one that does not wait. Of what came before it, or amid a call
   * that does, no event may tell.
   */
  void awaitIf(boolean tried, long deadline, String operation) throws IOException {
    if (tried) {
      await(deadline, operation);
    }
  }

  /**
   * After a call that failed: waits if it would have blocked, and returns if it is worth another
   * try.
   *
   * @param error its error number
   */
  public void retry(int error, long deadline, String operation) throws IOException {
    if (wouldBlock(error, operation)) {
      await(deadline, operation);
    }
  }

  /** Whether a call that failed would have blocked, or else is worth another try at once. */
  public static boolean wouldBlock(int error, String operation) throws ErrnoException {
    if (error != EAGAIN && error != EINTR) {
      throw new ErrnoException(operation, error);
    }
    return error == EAGAIN;
  }

  /**
   * Inside, of an operation whose calls may wait in the kernel by themselves: null if they may not.
   * The kernel has the buffer for as long, so that has to bear it, and no deadline ends it.
   */
  @Nullable BlockingCalls blocking(boolean mayWait, long deadline) {
    if (deadline != Deadline.NONE || !mayWait || !Pollable.mayBlock(Thread.currentThread())) {
      return null;
    }
    BlockingCalls seen = blocking;
    if (seen == null) {
      seen = new BlockingCalls(descriptor, direction);
      blocking = seen;
    }
    return seen;
  }

  /** Inside, lets the poller resume it; false if another try is worth it at once. */
  boolean await(Operation operation) throws ErrnoException {
    return descriptor.pollable().await(direction, operation);
  }

  /** Ends that. */
  void leave() {
    descriptor.pollable().leave(direction);
  }

  public OwnedDescriptor descriptor() {
    return descriptor;
  }
}
