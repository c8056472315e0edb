package dev.interprocess.internal.descriptor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Something of the system's that is open, and how many are using it right now. It is closed by
 * whoever comes last: the one who closes, or the user who was still inside then. So close waits for
 * nobody, and no call is ever made on a number that may be another's already.
 */
public abstract class OpenResource {
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final int FREED = CLOSED | 1 << 30;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(OpenResource.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // The users, with the sign bit once closed; FREED in the end.
  @SuppressWarnings({"unused", "FieldMayBeFinal"}) // by STATE
  private volatile int state;

  /** Ends the waits of its users, so that they leave; one that comes just now sees it closed. */
  protected abstract void endUse();

  /** Closes it, now that nobody uses it any more. */
  protected abstract void free();

  public final boolean acquire() {
    int seen = state;
    while (seen >= 0) {
      if (STATE.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  public final void release() {
    if ((int) STATE.getAndAdd(this, -1) == (CLOSED | 1)) {
      free();
      state = FREED;
    }
  }

  /** Whether it has been closed, and the last user has left. */
  final boolean isFreed() {
    return state == FREED;
  }

  public final boolean isOpen() {
    return state >= 0;
  }

  /** True for the first call. */
  public final boolean close() {
    if (!acquire()) {
      return false;
    }
    // From here on this is a user itself, so it stays ours until all waits are ended.
    try {
      boolean first = (int) STATE.getAndBitwiseOr(this, CLOSED) >= 0;
      if (first) {
        endUse();
      }
      return first;
    } finally {
      release();
    }
  }
}
