package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.WindowsError.ERROR_BROKEN_PIPE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_MORE_DATA;
import static dev.interprocess.internal.abi.WindowsError.ERROR_OPERATION_ABORTED;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_NOT_CONNECTED;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.interprocess.internal.descriptor.BlockingInput;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.WaitEvent;
import dev.interprocess.internal.overlapped.HandleLane;
import dev.interprocess.internal.overlapped.Operation;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Outcome;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;

/**
 * What comes in through a pipe, as bytes or as messages. A piece is read into the operation's own
 * buffer and taken from there: whoever stops waiting withdraws his read, and what has come by then
 * is kept for the next.
 */
public final class PipeInput implements BlockingInput {
  /** So much is read at once at most, but for a peek. */
  private static final int MOST = 1 << 20;

  /** What a read of no bytes is, to which a write of none leads. */
  public enum Empty {
    /** A message, as any other. */
    MESSAGE,
    /** The end: no more will come. */
    END,
    /** Nothing: some programs write so, and pipes without messages have no such end. */
    NOTHING
  }

  private final OwnedHandle handle;
  private final HandleLane lane;
  private final Operation operation;
  private final Empty empty;

  // All of these inside the lane.
  private boolean held; // a piece, which may be empty
  private int from;
  private int to;
  private boolean complete; // the piece is a message's last
  private int rest; // of the message that was begun, when it was read from last

  private volatile boolean ended;

  public PipeInput(OwnedHandle handle, Empty empty) {
    this.handle = handle;
    this.lane = new HandleLane(handle);
    this.operation = handle.operation();
    this.empty = empty;
  }

  /** For operations of more than one step. */
  public HandleLane lane() {
    return lane;
  }

  /** Waits for a piece and takes as much of it as there is room for. */
  @Override
  public int read(MemorySegment target, long deadline) throws IOException {
    return read("read", target, deadline);
  }

  /** The same under another name. */
  public int read(String name, MemorySegment target, long deadline) throws IOException {
    lane.enter(deadline, name);
    try {
      if (!await(name, target.byteSize(), deadline)) {
        return -1;
      }
      int count = copy(target);
      from += count;
      held = from < to;
      rest = isComplete() ? 0 : rest();
      return count;
    } finally {
      lane.exit();
    }
  }

  /**
   * More of a message that has been begun, inside the lane. Nothing is waited for, as all of it is
   * there, unless its sender has taken it back, or is gone.
   *
   * @throws EOFException if so; what comes next is another message
   */
  public int readRest(String name, MemorySegment target) throws IOException {
    // The number tells it from a message behind it.
    int count = rest > 0 && rest() == rest ? read(name, target, Deadline.NONE) : -1;
    if (count < 0) {
      throw cutOff(name);
    }
    return count;
  }

  private EOFException cutOff(String name) {
    held = false;
    complete = true;
    return new EOFException(
        name + " " + handle + ": its sender has taken the rest of a message back, or is gone");
  }

  /** Waits for a piece and copies it, to be taken later. */
  @Override
  public int peek(MemorySegment target, long deadline) throws IOException {
    lane.enter(deadline, "peek");
    try {
      if (!await("peek", target.byteSize(), deadline)) {
        return -1;
      }
      if (!complete && to - from < target.byteSize()) {
        holdRest();
      }
      return copy(target);
    } finally {
      lane.exit();
    }
  }

  /** Whether what was read last is the end of its message; inside the lane. */
  public boolean isComplete() {
    return !held && complete;
  }

  /** How much of the message that has been begun is still to come; inside the lane. */
  public int rest() throws IOException {
    return (held ? to - from : 0) + (complete ? 0 : peekPipe().leftOfMessage());
  }

  @Override
  public int available() throws IOException {
    if (handle.isBlocking()) {
      return availableUnlessRead();
    }
    handle.acquire();
    try {
      // Not inside the lane, where another thread may wait for ever: a figure of the moment.
      return (held ? to - from : 0) + (ended ? 0 : peekPipe().available());
    } finally {
      handle.release();
    }
  }

  private int availableUnlessRead() throws IOException {
    try {
      lane.enter(Deadline.after(0), "available");
    } catch (SocketTimeoutException e) {
      return 0; // another thread waits for the next byte
    }
    try {
      return (held ? to - from : 0) + (ended ? 0 : peekPipe().available());
    } finally {
      lane.exit();
    }
  }

  /** Whether nobody reads, and nothing that has been read is held for later. */
  public boolean isAtRest() throws IOException {
    return lane.isFree(() -> !held);
  }

  @Override
  public void shutdown() throws IOException {
    handle.acquire();
    try {
      ended = true;
      operation.cancel();
    } finally {
      handle.release();
    }
  }

  /** Of a message, of which a piece is held, all: it is there, so nothing is waited for. */
  private void holdRest() throws IOException {
    byte[] begin = new byte[to - from];
    copy(MemorySegment.ofArray(begin));
    held = false;
    int more = peekPipe().leftOfMessage();
    operation.buffer(begin.length + more);
    if (more == 0 || !await("peek", more, Deadline.NONE)) {
      throw cutOff("peek");
    }
    MemorySegment buffer = operation.buffer(0);
    MemorySegment.copy(buffer, from, buffer, begin.length, to - from); // may overlap
    MemorySegment.copy(begin, 0, buffer, JAVA_BYTE, 0, begin.length);
    to = begin.length + to - from;
    from = 0;
  }

  private int copy(MemorySegment target) {
    int count = (int) Math.min(target.byteSize(), to - from);
    MemorySegment.copy(operation.buffer(0), from, target, 0, count);
    return count;
  }

  /** Sees to it that a piece is held; false at the end. */
  private boolean await(String name, long room, long deadline) throws IOException {
    while (!held) {
      if (ended) {
        return false;
      }
      int size = Math.clamp(room, 1, MOST);
      operation.buffer(size);
      boolean done =
          operation.begin(
              (pipe, overlapped, buffer) ->
                  FileApi.readFile(pipe, buffer, size, MemorySegment.NULL, overlapped));
      Outcome outcome = done ? Outcome.READY : awaitEnd(name, deadline);
      keep(name, outcome);
    }
    return true;
  }

  private Outcome awaitEnd(String name, long deadline) {
    WaitEvent event = Events.await();
    if (ended) { // shut down before there was anything to cancel
      operation.cancel();
    }
    Outcome outcome = operation.await(deadline);
    if (outcome != Outcome.READY) {
      operation.withdraw();
    }
    if (event != null) {
      event.end(name, handle, outcome);
    }
    return outcome;
  }

  /** After the end of a read: what there is now, whyever it ended. */
  private void keep(String name, Outcome outcome) throws IOException {
    switch (operation.error()) {
      case 0, ERROR_MORE_DATA -> {
        complete = operation.error() == 0;
        from = 0;
        to = operation.transferred();
        held = to > 0 || empty == Empty.MESSAGE;
        ended |= to == 0 && empty == Empty.END;
      }
      case ERROR_BROKEN_PIPE -> ended = true;
      case ERROR_OPERATION_ABORTED -> {
        handle.checkStillOpen();
        if (ended) {
          return;
        }
        switch (outcome) {
          case TIMED_OUT -> throw handle.timedOut(name);
          case INTERRUPTED -> throw handle.interrupted(name);
          default -> {} // somebody else has cancelled all that goes on with this handle: once more
        }
      }
      default -> throw new WindowsException(name, operation.error());
    }
  }

  private PeekedPipe peekPipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return PeekedPipe.of(handle, arena);
    } catch (WindowsException e) {
      if (e.number() == ERROR_BROKEN_PIPE || e.number() == ERROR_PIPE_NOT_CONNECTED) {
        return new PeekedPipe(0, 0);
      }
      throw e;
    }
  }
}
