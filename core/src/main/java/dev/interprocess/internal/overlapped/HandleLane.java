package dev.interprocess.internal.overlapped;

import dev.interprocess.internal.descriptor.Turn;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One direction of a handle: one operation at a time enters, the others queue in the order in which
 * they came, so that the bytes of two writers never mix.
 */
public final class HandleLane {
  private final OwnedHandle handle;
  private final Turn turn = new Turn();

  public HandleLane(OwnedHandle handle) {
    this.handle = handle;
  }

  /** Waits for its turn. The handle that it gives is open until {@link #exit}. */
  public long enter(long deadline, String operation) throws IOException {
    long open = handle.acquire();
    boolean entered = false;
    try {
      turn.take(handle, deadline, operation);
      entered = true;
      return open;
    } finally {
      if (!entered) {
        handle.release();
      }
    }
  }

  public void exit() {
    turn.give();
    handle.release();
  }

  /** Whether nobody is inside, and {@code condition} holds there. */
  public boolean isFree(BooleanSupplier condition) throws IOException {
    try {
      enter(Deadline.after(0), "look at");
    } catch (SocketTimeoutException e) {
      return false;
    }
    try {
      return condition.getAsBoolean();
    } finally {
      exit();
    }
  }
}
