package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.WaitEvent;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.BlockingCall;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.poll.Outcome;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of one lane that wait in the kernel by themselves, as C's do. Used inside the lane. */
final class BlockingCalls {
  // Before it, a stream that lives briefly has ended; and it is known whether looks pay off.
  private static final int FEW = 16;

  // So many waits are not to come.
  private static final int NEVER = Integer.MIN_VALUE;

  // Then one that does not wait shows whether there is always something to do.
  private static final int IN_A_ROW = 16;

  private final OwnedDescriptor descriptor;
  private final Direction direction;
  private int waits;
  private int left;
  private int fd;
  private @Nullable BlockingCall call; // that has begun
  private @Nullable WaitEvent event;

  BlockingCalls(OwnedDescriptor descriptor, Direction direction) {
    this.descriptor = descriptor;
    this.direction = direction;
  }

  /** Whether an operation had better begin with one, as a try is likely to be in vain. */
  boolean areNext() {
    // What Flight Recorder is told of waits is true of those alone that follow a try in vain.
    if (left == 0 || Events.isRecording()) {
      return false;
    }
    left--;
    return true;
  }

  /**
   * Begins one: see {@link OwnedDescriptor#begin}.
   *
   * @return false if it is a wait before the call that has to be
   */
  boolean begin(boolean socket, String operation) throws IOException {
    if (waits < FEW) {
      waits++;
      return false;
    }
    fd = descriptor.blocking(direction, socket);
    if (fd == OpenDescriptor.NONE) {
      waits = socket ? FEW : NEVER;
      left = 0;
      return false;
    }
    call = descriptor.begin(direction, operation);
    if (call == null) {
      left = 0;
      return false;
    }
    if (left == 0) {
      left = IN_A_ROW;
    }
    event = Events.await();
    return true;
  }

  /** The number for the call. */
  int fd() {
    return fd;
  }

  /** Ends it, of which {@code result} came; {@link Lane#WOULD_BLOCK} if nothing has. */
  long end(long result, String operation) throws ErrnoException {
    descriptor.end(direction, Objects.requireNonNull(call));
    if (event != null) {
      event.end(operation, descriptor, Outcome.READY);
      event = null;
    }
    if (result >= 0) {
      return result;
    }
    if (Lane.wouldBlock((int) -result, operation)) {
      stop(); // others have it set to that
    }
    return Lane.WOULD_BLOCK;
  }

  /** Makes no more of them for some waits. */
  void stop() {
    waits = 0;
    left = 0;
  }
}
