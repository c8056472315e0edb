package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.WindowsError.ERROR_BROKEN_PIPE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NO_DATA;
import static dev.interprocess.internal.abi.WindowsError.ERROR_OPERATION_ABORTED;

import dev.interprocess.internal.overlapped.HandleLane;
import dev.interprocess.internal.overlapped.Operation;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.poll.Outcome;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the peer has read everything, or is gone. The system's call for it blocks, so another
 * thread makes it: whoever waits here may leave before, and then it is cancelled.
 */
public final class Flush {
  private static final String NAME = "flush";

  private final OwnedHandle pipe;
  private final HandleLane lane;
  private @Nullable Operation operation; // made at the first need, inside the lane

  public Flush(OwnedHandle pipe) {
    this.pipe = pipe;
    this.lane = new HandleLane(pipe);
  }

  public void await(long deadline) throws IOException {
    lane.enter(deadline, NAME);
    try {
      Operation flush = operation == null ? pipe.waitingOperation() : operation;
      operation = flush;
      while (!isDone(flush, deadline)) {}
    } finally {
      lane.exit();
    }
  }

  /** Tries it; false if somebody else has cancelled it, with all that goes on with the handle. */
  private boolean isDone(Operation flush, long deadline) throws IOException {
    boolean done = flush.begin((handle, _, _) -> FileApi.flushFileBuffers(handle));
    Outcome outcome = done ? Outcome.READY : flush.await(deadline);
    if (outcome != Outcome.READY) {
      flush.withdraw();
    }
    switch (flush.error()) {
      case ERROR_BROKEN_PIPE, ERROR_NO_DATA -> {} // the peer is gone, and will read no more
      case ERROR_OPERATION_ABORTED -> {
        pipe.checkStillOpen();
        switch (outcome) {
          case TIMED_OUT -> throw pipe.timedOut(NAME);
          case INTERRUPTED -> throw pipe.interrupted(NAME);
          default -> {
            return false;
          }
        }
      }
      default -> WindowsException.check(NAME, flush.error());
    }
    return true;
  }
}
