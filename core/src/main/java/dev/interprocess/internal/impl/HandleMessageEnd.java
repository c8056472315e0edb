package dev.interprocess.internal.impl;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.overlapped.HandleLane;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.PipeInput;
import dev.interprocess.internal.pipe.PipeOutput;
import dev.interprocess.internal.win32.WindowsException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** All of a {@code MessageChannel} on Windows but who owns it. */
public final class HandleMessageEnd {
  private static final int FIRST = 4096;
  private static final String RECEIVE = "receive";

  private final Timeouts sendTimeouts = new Timeouts();
  private final Timeouts receiveTimeouts = new Timeouts();
  private final OwnedHandle handle;
  private final PipeInput input;
  private final PipeOutput output;
  private final HandleLane lane;

  private boolean partial; // the message that was received last; inside the lane

  public HandleMessageEnd(OwnedHandle handle) {
    this.handle = handle;
    this.input = new PipeInput(handle, PipeInput.Empty.MESSAGE);
    this.output = new PipeOutput(handle);
    this.lane = input.lane();
  }

  public Timeouts sendTimeouts() {
    return sendTimeouts;
  }

  public Timeouts receiveTimeouts() {
    return receiveTimeouts;
  }

  public void send(ByteBuffer message) throws IOException {
    send(message, sendTimeouts.deadline());
  }

  public void send(ByteBuffer message, Duration timeout) throws IOException {
    send(message, Timeouts.deadline(timeout));
  }

  private void send(ByteBuffer message, long deadline) throws IOException {
    try {
      output.send(message, deadline);
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
  }

  public int receive(ByteBuffer buffer) throws IOException {
    return receive(buffer, receiveTimeouts.deadline());
  }

  public int receive(ByteBuffer buffer, Duration timeout) throws IOException {
    return receive(buffer, Timeouts.deadline(timeout));
  }

  private int receive(ByteBuffer buffer, long deadline) throws IOException {
    MemorySegment room = MemorySegment.ofBuffer(Buffers.writable(buffer));
    return inLane(
        RECEIVE,
        deadline,
        () -> {
          dropFormer();
          int count = part(room, deadline);
          if (count < 0) {
            return -1;
          }
          buffer.position(buffer.position() + count);
          int lost = dropRest();
          if (lost > 0) {
            throw new MessageTruncatedException(handle, (long) count + lost, lost);
          }
          return count;
        });
  }

  /** Together one turn of each direction. */
  public int transact(ByteBuffer request, ByteBuffer answer) throws IOException {
    Buffers.writable(answer);
    long deadline = receiveTimeouts.deadline();
    return inLane(
        "transact",
        deadline,
        () -> {
          send(request);
          return receive(answer, deadline);
        });
  }

  /** Fills what room there is; a message that is begun ends in this buffer, or goes on after it. */
  private int part(MemorySegment room, long deadline) throws IOException {
    int all = partial ? rest(room) : input.read(RECEIVE, room, deadline);
    partial = all >= 0 && !input.isComplete();
    while (partial && all < room.byteSize()) {
      all += rest(room.asSlice(all));
    }
    return all;
  }

  private int rest(MemorySegment room) throws IOException {
    partial = false; // also if it fails
    int count = input.readRest(RECEIVE, room);
    partial = !input.isComplete();
    return count;
  }

  /** Drops what is left of a message of which a part was received; returns how much that was. */
  private int dropRest() throws IOException {
    int lost = 0;
    MemorySegment scratch = MemorySegment.ofArray(new byte[FIRST]);
    while (partial) {
      lost += rest(scratch);
    }
    return lost;
  }

  /** The same for one that nobody asks for any more. */
  private void dropFormer() throws IOException {
    try {
      int _ = dropRest();
    } catch (EOFException e) {
      // There is nothing left of it.
    }
  }

  /**
   * As much of the next message as there is room for, and the rest by the next call.
   *
   * @return whether the message is complete by now
   */
  public boolean receivePart(ByteBuffer buffer) throws IOException {
    MemorySegment room = MemorySegment.ofBuffer(Buffers.writable(buffer));
    long deadline = receiveTimeouts.deadline();
    return inLane(
        RECEIVE,
        deadline,
        () -> {
          int count = part(room, deadline);
          if (count < 0) {
            throw new EOFException("receive " + handle + ": end of messages");
          }
          buffer.position(buffer.position() + count);
          return input.isComplete();
        });
  }

  public Optional<byte[]> receive() throws IOException {
    long deadline = receiveTimeouts.deadline();
    return inLane(
        RECEIVE,
        deadline,
        () -> {
          dropFormer();
          byte[] message = new byte[FIRST];
          int count = part(MemorySegment.ofArray(message), deadline);
          if (count < 0) {
            return Optional.empty();
          }
          while (partial) {
            message = Arrays.copyOf(message, Math.addExact(count, Math.max(1, input.rest())));
            count += rest(MemorySegment.ofArray(message).asSlice(count));
          }
          return Optional.of(Arrays.copyOf(message, count));
        });
  }

  public int peek(ByteBuffer buffer) throws IOException {
    MemorySegment room = MemorySegment.ofBuffer(Buffers.writable(buffer));
    long deadline = receiveTimeouts.deadline();
    return inLane(
        "peek",
        deadline,
        () -> {
          dropFormer();
          return input.peek(room, deadline);
        });
  }

  public int peekLength() throws IOException {
    long deadline = receiveTimeouts.deadline();
    return inLane(
        "peek",
        deadline,
        () -> {
          dropFormer();
          int held = input.peek(MemorySegment.ofArray(new byte[FIRST]), deadline);
          return held < 0 ? -1 : input.rest();
        });
  }

  private interface Body<T> {
    T run() throws IOException;
  }

  /** One turn for all of it, so that no other thread takes the message in between. */
  private <T> T inLane(String name, long deadline, Body<T> body) throws IOException {
    try {
      lane.enter(deadline, name);
      try {
        return body.run();
      } finally {
        lane.exit();
      }
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
  }
}
