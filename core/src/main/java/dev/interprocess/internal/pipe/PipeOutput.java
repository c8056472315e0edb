package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.WindowsError.ERROR_BROKEN_PIPE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_IO_PENDING;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NO_DATA;
import static dev.interprocess.internal.abi.WindowsError.ERROR_OPERATION_ABORTED;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_NOT_CONNECTED;

import dev.interprocess.internal.descriptor.BlockingOutput;
import dev.interprocess.internal.descriptor.ByteOutput;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.WaitEvent;
import dev.interprocess.internal.overlapped.HandleLane;
import dev.interprocess.internal.overlapped.Operation;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.poll.Outcome;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What goes out through a pipe, as bytes or as messages, out of the operation's own buffer.
 *
 * <p>Of bytes, what was handed to the system is written: a write that is cancelled does not tell
 * how much the peer has taken already. So whoever stops waiting leaves his last piece to the
 * system, and the next write waits for it. A message is withdrawn instead, whole.
 */
public final class PipeOutput implements BlockingOutput {
  private static final String WRITE = "write";

  /** So much is handed to the system at once at most. */
  public static final int PIECE = 64 << 10;

  private final OwnedHandle handle;
  private final HandleLane lane;
  private final Operation operation;
  private boolean left; // a piece, whose end has not been looked at; inside the lane

  // The message that says that no more will come; it overtakes nothing and is overtaken by nothing.
  private final Operation end;
  private volatile boolean ended;

  public PipeOutput(OwnedHandle handle) {
    this.handle = handle;
    this.lane = new HandleLane(handle);
    this.operation = handle.operation();
    this.end = handle.operation();
  }

  /** For operations of more than one step. */
  public HandleLane lane() {
    return lane;
  }

  @Override
  public void enter(long deadline) throws IOException {
    lane.enter(deadline, WRITE);
  }

  @Override
  public void exit() {
    lane.exit();
  }

  /**
   * Writes all of the bytes; of none, nothing reaches the system, which would take it for a
   * message.
   *
   * @param position is moved over what was written, also when it throws
   */
  @Override
  public void write(MemorySegment bytes, @Nullable ByteBuffer position, long deadline)
      throws IOException {
    enter(deadline);
    long size = bytes.byteSize();
    long done = 0;
    try {
      while (done < size) {
        awaitLeft(deadline);
        int count = (int) Math.min(PIECE, size - done);
        done += begin(bytes.asSlice(done, count), position);
        awaitLeft(deadline);
      }
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = ByteOutput.saturated(done);
      throw e;
    } finally {
      lane.exit();
    }
  }

  /** Hands a piece to the system: written, or on its way. */
  private int begin(MemorySegment piece, @Nullable ByteBuffer position) throws IOException {
    checkNotEnded();
    int count = (int) piece.byteSize();
    MemorySegment.copy(piece, 0, operation.buffer(count), 0, count);
    if (operation.begin(call(count))) {
      check(WRITE);
      count = operation.transferred();
    } else {
      left = true;
    }
    if (position != null) {
      position.position(position.position() + count);
    }
    return count;
  }

  private static Operation.Call call(int count) {
    return (pipe, overlapped, buffer) ->
        FileApi.writeFile(pipe, buffer, count, MemorySegment.NULL, overlapped);
  }

  /** Waits for a piece that has been left to the system. */
  private void awaitLeft(long deadline) throws IOException {
    if (left) {
      if (operation.isPending()) {
        end(WRITE, await(WRITE, deadline));
        checkNotEnded();
      }
      left = false;
      check(WRITE);
    }
  }

  /** Sends all of the buffer as one message, which may be empty, whole or not at all. */
  public void send(ByteBuffer message, long deadline) throws IOException {
    lane.enter(deadline, "send");
    try {
      checkNotEnded();
      int count = message.remaining();
      MemorySegment.copy(MemorySegment.ofBuffer(message), 0, operation.buffer(count), 0, count);
      if (!operation.begin(call(count))) {
        Outcome outcome = await("send", deadline);
        if (outcome != Outcome.READY || operation.isPending()) {
          operation.withdraw();
        }
        if (operation.error() == ERROR_OPERATION_ABORTED) {
          checkNotEnded();
          end("send", outcome);
        }
      }
      check("send");
      message.position(message.limit());
    } finally {
      lane.exit();
    }
  }

  private Outcome await(String name, long deadline) {
    WaitEvent event = Events.await();
    Outcome outcome = operation.await(deadline);
    if (event != null) {
      event.end(name, handle, outcome);
    }
    return outcome;
  }

  private void end(String name, Outcome outcome) throws IOException {
    handle.checkStillOpen();
    switch (outcome) {
      case TIMED_OUT -> throw handle.timedOut(name);
      case INTERRUPTED -> throw handle.interrupted(name);
      default -> {}
    }
  }

  /** After the end of a write. */
  private void check(String name) throws IOException {
    if (operation.error() == ERROR_OPERATION_ABORTED) {
      handle.checkStillOpen();
    }
    WindowsException.check(name, operation.error());
  }

  private void checkNotEnded() throws WindowsException {
    if (ended) {
      throw new WindowsException(WRITE, ERROR_NO_DATA); // as where the peer reads no more
    }
  }

  @Override
  public synchronized void shutdown() throws IOException {
    handle.acquire();
    try {
      if (ended) {
        return;
      }
      ended = true;
      operation.wake();
      end.buffer(1);
      int error = end.begin(call(0)) ? end.error() : ERROR_IO_PENDING;
      switch (error) {
        // Where the peer is gone, there is nobody to tell.
        case 0, ERROR_IO_PENDING, ERROR_NO_DATA, ERROR_BROKEN_PIPE, ERROR_PIPE_NOT_CONNECTED -> {}
        default -> throw new WindowsException("shutdownOutput", error);
      }
    } finally {
      handle.release();
    }
  }

  /** Whether nobody writes, and nothing is on its way. */
  public boolean isAtRest() throws IOException {
    return lane.isFree(() -> !operation.isPending() && !end.isPending());
  }

  /** Waits until nothing is on its way any more. */
  public void settle(long deadline) throws IOException {
    lane.enter(deadline, "flush");
    try {
      awaitLeft(deadline);
    } finally {
      lane.exit();
    }
  }
}
