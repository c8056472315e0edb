package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Pollable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An open descriptor's number and how many are using it right now. The number is closed by whoever
 * comes last: the one who closes, or the user who was still inside then. So close waits for nobody,
 * and no call is ever made on a number that may belong to another file already.
 */
final class OpenDescriptor {
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(OpenDescriptor.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int fd;
  final Pollable pollable;

  // The users, and the sign bit once closed.
  @SuppressWarnings({"unused", "FieldMayBeFinal"}) // by STATE
  private volatile int state;

  OpenDescriptor(int fd) {
    this.fd = fd;
    this.pollable = new Pollable(fd);
  }

  boolean acquire() {
    int seen = state;
    while (seen >= 0) {
      if (STATE.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  void release() {
    if ((int) STATE.getAndAdd(this, -1) == (CLOSED | 1)) {
      Unistd.close(fd);
    }
  }

  boolean isOpen() {
    return state >= 0;
  }

  /** True for the first call. */
  boolean close() {
    if (!acquire()) {
      return false;
    }
    // From here on this is a user itself, so the number stays ours until the poller has let go of
    // it.
    boolean first = (int) STATE.getAndBitwiseOr(this, CLOSED) >= 0;
    if (first) {
      pollable.close();
    }
    release();
    return first;
  }
}
