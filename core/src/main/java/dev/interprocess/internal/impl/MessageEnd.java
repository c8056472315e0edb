package dev.interprocess.internal.impl;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.message.MessageInput;
import dev.interprocess.internal.message.MessageOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** All of a {@code MessageChannel} but who owns it. */
public final class MessageEnd {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private final Timeouts sendTimeouts = new Timeouts();
  private final Timeouts receiveTimeouts = new Timeouts();
  private final OwnedDescriptor descriptor;
  private final MessageInput input;
  private final MessageOutput output;

  public MessageEnd(OwnedDescriptor descriptor, MessageInput input, MessageOutput output) {
    this.descriptor = descriptor;
    this.input = input;
    this.output = output;
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
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
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
    try {
      long length = input.receive(room, deadline);
      if (length > 0) {
        buffer.position(buffer.position() + (int) Math.min(length, room.byteSize()));
      }
      checkWhole(length, room.byteSize());
      return (int) length;
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  private void checkWhole(long length, long room) throws MessageTruncatedException {
    if (length > room) {
      throw new MessageTruncatedException(descriptor, length, length - room);
    }
  }

  public Optional<byte[]> receive() throws IOException {
    long deadline = receiveTimeouts.deadline();
    try {
      // Together one turn, so that no other thread takes the message in between.
      input.lane().enter(deadline, "receive");
      try {
        long next = input.peek(NOTHING, deadline);
        if (next == MessageInput.END) {
          return Optional.empty();
        }
        byte[] message = new byte[(int) next];
        checkWhole(input.receive(MemorySegment.ofArray(message), deadline), next);
        return Optional.of(message);
      } finally {
        input.lane().exit();
      }
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public int peek(ByteBuffer buffer) throws IOException {
    MemorySegment room = MemorySegment.ofBuffer(Buffers.writable(buffer));
    return (int) Math.min(peek(room), room.byteSize());
  }

  public int peekLength() throws IOException {
    return (int) peek(NOTHING);
  }

  private long peek(MemorySegment room) throws IOException {
    try {
      return input.peek(room, receiveTimeouts.deadline());
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }
}
