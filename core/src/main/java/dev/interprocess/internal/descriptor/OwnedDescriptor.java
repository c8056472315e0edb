package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.F_SETFL;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;

import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.WaitEvent;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.poll.BlockingCall;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.poll.Outcome;
import dev.interprocess.internal.poll.Pollable;
import dev.interprocess.internal.poll.Pollers;
import dev.interprocess.internal.poll.WaitMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a descriptor. Every use of the number is between {@link #acquire} and {@link
 * #release}; {@link #close} may come from any thread at any time.
 */
public final class OwnedDescriptor implements Turn.Subject {
  private final OpenDescriptor descriptor;
  private final Cleaner.Cleanable leak;

  /** What {@code O_NONBLOCK} of a socket is. */
  private enum Status {
    /** Unknown, and to be left alone: others may have descriptors of it. */
    SHARED,
    NON_BLOCKING,
    BLOCKING
  }

  // So often calls that could wait are refused once a transfer has set it non-blocking again: to
  // change it for each of both in turn costs more than they save.
  private static final int REFUSALS = 16;

  private volatile Status status = Status.SHARED; // changed under this alone
  private int refusals;

  /**
   * Takes over {@code fd}.
   *
   * @param name what it is, for messages: its {@code toString} is called when one is made
   */
  public OwnedDescriptor(int fd, Object name) {
    this.descriptor = new OpenDescriptor(fd, name, Leaks.where());
    this.leak = Leaks.watch(this, descriptor);
  }

  private OwnedDescriptor(OpenDescriptor descriptor, Cleaner.Cleanable leak) {
    this.descriptor = descriptor;
    this.leak = leak;
  }

  /**
   * The same for a socket of our own that was set non-blocking, for which none of its calls but
   * {@code connect} care: {@link #share} sets it back, as other holders expect that calls wait.
   */
  public static OwnedDescriptor nonBlocking(int fd, Object name) {
    OwnedDescriptor owned = new OwnedDescriptor(fd, name);
    owned.status = Status.NON_BLOCKING;
    return owned;
  }

  /** The same for a part of something that is itself watched for its loss. */
  public static OwnedDescriptor unwatched(int fd, Object name) {
    return new OwnedDescriptor(new OpenDescriptor(fd, name, null), () -> {});
  }

  /** The number, which stays ours until {@link #release}. */
  public int acquire() throws ClosedChannelException {
    if (!descriptor.acquire()) {
      throw new ClosedChannelException();
    }
    return descriptor.fd;
  }

  public void release() {
    try {
      descriptor.release();
    } finally {
      // Until here this object was in use, so the collector could not take it for lost.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * From now on others may use the same open file by descriptors of their own.
   *
   * @throws ClosedChannelException if it is closed
   */
  public synchronized void share() throws ClosedChannelException {
    if (status == Status.NON_BLOCKING) {
      acquire();
      try {
        setStatusFlags(0);
      } finally {
        release();
      }
    }
    status = Status.SHARED;
  }

  /**
   * Makes a call on a socket that never waits, as nobody else has it and so it is set non-blocking;
   * {@link KernelCopy#NO_WAY} if somebody has.
   */
  synchronized long unlessShared(LongSupplier call) {
    if (status == Status.SHARED) {
      return KernelCopy.NO_WAY;
    }
    if (status == Status.BLOCKING) {
      setStatusFlags(O_NONBLOCK);
      status = Status.NON_BLOCKING;
      refusals = REFUSALS;
    }
    return call.getAsLong();
  }

  /**
   * Lets calls on a socket wait that don't ask not to, as far as that is ours to say. No lock once
   * it is done, as both directions ask for each wait.
   */
  private boolean unblock() {
    return status != Status.NON_BLOCKING || setBlocking();
  }

  private synchronized boolean setBlocking() {
    if (status == Status.NON_BLOCKING) {
      if (refusals > 0) {
        refusals--;
        return false;
      }
      setStatusFlags(0);
      status = Status.BLOCKING;
    }
    return true;
  }

  /** A socket of our own has no other flag. */
  private void setStatusFlags(int flags) {
    if (Fcntl.fcntl(descriptor.fd, F_SETFL, flags) < 0) {
      throw new AssertionError("fcntl " + this);
    }
  }

  /** Whether there is something to read right now; the end counts. */
  public boolean isReadable() throws IOException {
    acquire();
    try {
      return descriptor.pollable.isReadable();
    } finally {
      release();
    }
  }

  /** Whether there is room to write right now. */
  boolean isWritable() throws IOException {
    acquire();
    try {
      return descriptor.pollable.isWritable();
    } finally {
      release();
    }
  }

  /** Whether neither direction will ever move a byte again. */
  public boolean isHungUp() throws IOException {
    acquire();
    try {
      return descriptor.pollable.isHungUp();
    } finally {
      release();
    }
  }

  /** What threads do before they sleep. */
  public void waitMode(WaitMode mode) {
    descriptor.pollable.waitMode(mode);
  }

  /** Lets who waits try again. */
  public void wake(Direction direction) {
    descriptor.pollable.wake(direction);
  }

  Pollable pollable() {
    return descriptor.pollable;
  }

  /**
   * Waits until a call that would have blocked is worth another try.
   *
   * @param operation for messages
   * @throws SocketTimeoutException if the deadline is over
   * @throws InterruptedIOException if the thread is interrupted; its status stays set
   * @throws AsynchronousCloseException if this was closed meanwhile
   */
  public void await(Direction direction, long deadline, String operation)
      throws ErrnoException,
          SocketTimeoutException,
          InterruptedIOException,
          AsynchronousCloseException {
    WaitEvent event = Events.await();
    Outcome outcome = descriptor.pollable.await(direction, deadline);
    if (event != null) {
      event.end(operation, descriptor.name, outcome);
    }
    switch (outcome) {
      case READY -> {}
      case TIMED_OUT -> throw timedOut(operation);
      case INTERRUPTED -> throw interrupted(operation);
      case CLOSED -> throw new AsynchronousCloseException();
    }
  }

  /**
   * Begins a call that waits in the kernel by itself, on the number that {@link #blocking} gives;
   * the thread has acquired the descriptor, and calls {@link #end} afterwards.
   *
   * @return null if the thread had better {@link #await} and make a call that does not wait
   * @throws InterruptedIOException if the thread is interrupted; its status stays set
   * @throws AsynchronousCloseException if this was closed meanwhile
   */
  @Nullable BlockingCall begin(Direction direction, String operation)
      throws InterruptedIOException, AsynchronousCloseException {
    BlockingCall call = descriptor.pollable.block(direction);
    if (call == null) {
      return null;
    }
    boolean wakes = call.begin();
    if (!wakes || !isOpen() || Thread.currentThread().isInterrupted()) {
      end(direction, call);
      checkStillOpen();
      if (!wakes) {
        return null;
      }
      throw interrupted(operation);
    }
    return call;
  }

  void end(Direction direction, BlockingCall call) {
    call.end();
    descriptor.pollable.leave(direction);
  }

  /**
   * The number on which calls of this direction wait that don't ask not to, {@link
   * OpenDescriptor#NONE} if there is none.
   */
  int blocking(Direction direction, boolean socket) {
    if (socket) {
      return unblock() ? descriptor.fd : OpenDescriptor.NONE;
    }
    if (descriptor.blocking == OpenDescriptor.NONE) {
      descriptor.blocking = BlockingEnd.open(descriptor.fd, direction);
    }
    return descriptor.blocking;
  }

  /**
   * For who tries again after a pause, as no event tells when to.
   *
   * @throws SocketTimeoutException if the deadline is over
   * @throws AsynchronousCloseException if this was closed meanwhile
   */
  public void checkTime(long deadline, String operation)
      throws SocketTimeoutException, AsynchronousCloseException {
    checkStillOpen();
    if (Deadline.remaining(deadline) <= 0) {
      throw timedOut(operation);
    }
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  /** Closes it, and ends the waits of others on it. True for the first call. */
  public boolean close() {
    boolean first = descriptor.close();
    leak.clean();
    return first;
  }

  /**
   * After the close, waits for those who were inside to leave, as they do at once: not before that
   * is a name free to which it was bound. A poller's thread does not wait, as others may depend on
   * it, and nobody does for long, as it may be himself who is inside.
   */
  public void awaitFreed() {
    if (!Pollers.areRunningThis()) {
      descriptor.awaitFreed();
    }
  }

  @Override
  public String toString() {
    return descriptor.name.toString();
  }
}
