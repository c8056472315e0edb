package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EPIPE;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.ByteInput;
import dev.interprocess.internal.descriptor.KernelCopy;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * All of a {@code ByteReader} but who owns it: what sockets, their halves and pipes have in common.
 */
public final class ReadEnd {
  // As much is read at once where the buffers are many: what a socket's buffer holds and more.
  private static final int CHUNK = 64 << 10;
  // Of less at once the kernel makes many small pieces, of which a pipe holds few.
  private static final int WORTH_A_SPLICE = 32 << 10;

  private final Timeouts timeouts = new Timeouts();
  private final OwnedDescriptor descriptor;
  private final ByteInput input;
  private final int packet;

  /**
   * @param packet how long the packets are that one read takes, whatever its buffer; 0 for a stream
   */
  public ReadEnd(OwnedDescriptor descriptor, ByteCalls calls, int packet) {
    this.descriptor = descriptor;
    this.packet = packet;
    this.input = new ByteInput(descriptor, calls);
  }

  /** For what else reads from the descriptor. */
  public Lane lane() {
    return input.lane();
  }

  public Timeouts timeouts() {
    return timeouts;
  }

  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, timeouts.deadline());
  }

  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, Timeouts.deadline(timeout));
  }

  private int read(ByteBuffer buffer, long deadline) throws IOException {
    try {
      int count = (int) read(MemorySegment.ofBuffer(Buffers.writable(buffer)), deadline);
      if (count > 0) {
        buffer.position(buffer.position() + count);
      }
      return count;
    } catch (MessageTruncatedException e) {
      buffer.position(buffer.limit());
      throw e;
    }
  }

  public long read(MemorySegment segment) throws IOException {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("read-only segment");
    }
    return read(segment, timeouts.deadline());
  }

  private long read(MemorySegment segment, long deadline) throws IOException {
    if (segment.byteSize() == 0) {
      checkOpen();
      return 0;
    }
    try {
      return segment.byteSize() < packet
          ? readPacket(segment, deadline)
          : endOrCount(input.read(segment, deadline));
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  /** The system would drop what does not fit, in silence. */
  private long readPacket(MemorySegment segment, long deadline) throws IOException {
    MemorySegment whole = MemorySegment.ofArray(new byte[packet]);
    long count = input.read(whole, deadline);
    MemorySegment.copy(whole, 0, segment, 0, Math.min(count, segment.byteSize()));
    if (count > segment.byteSize()) {
      throw new MessageTruncatedException(descriptor, count, count - segment.byteSize());
    }
    return endOrCount(count);
  }

  public int peek(ByteBuffer buffer) throws IOException {
    if (!Buffers.writable(buffer).hasRemaining()) {
      checkOpen();
      return 0;
    }
    try {
      long count = input.peek(MemorySegment.ofBuffer(buffer), timeouts.deadline());
      return (int) endOrCount(count);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  private static long endOrCount(long count) {
    return count == 0 ? -1 : count;
  }

  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    long room = 0;
    for (int i = offset; i < offset + length; i++) {
      room += Buffers.writable(buffers[i]).remaining();
    }
    ByteBuffer together = ByteBuffer.allocate((int) Math.min(room, CHUNK));
    try {
      return read(together);
    } finally { // a packet that was too long has filled it
      together.flip();
      for (int i = offset; together.hasRemaining(); i++) {
        int size = Math.min(together.remaining(), buffers[i].remaining());
        buffers[i].put(together.slice(together.position(), size));
        together.position(together.position() + size);
      }
    }
  }

  public void readFully(ByteBuffer buffer) throws IOException {
    checkOpen();
    long deadline = timeouts.deadline();
    while (buffer.hasRemaining()) {
      if (read(buffer, deadline) < 0) {
        throw new EOFException(
            "read " + descriptor + ": end of stream, " + buffer.remaining() + " bytes are missing");
      }
    }
  }

  public int available() throws IOException {
    try {
      return input.available();
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public long transferTo(WritableByteChannel target, long count) throws IOException {
    Transfer.check(target, count);
    checkOpen();
    PipeWriteEnd pipe = packet == 0 && target instanceof PipeWriteEnd p && p.isOfBytes() ? p : null;
    ByteBuffer buffer = Transfer.buffer(count);
    long total = 0;
    boolean splice = false;
    while (total < count) {
      long moved =
          splice && pipe != null
              ? splice(pipe.end(), count - total)
              : copy(target, buffer, count - total);
      if (moved <= 0) {
        break;
      }
      total += moved;
      splice = moved >= WORTH_A_SPLICE;
    }
    return total;
  }

  private long copy(WritableByteChannel target, ByteBuffer buffer, long most) throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), most));
    int count = read(buffer);
    buffer.flip();
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
    return count;
  }

  private long splice(WriteEnd pipe, long most) throws IOException {
    try {
      return KernelCopy.splice(
          input, pipe.output(), most, timeouts.deadline(), pipe.timeouts().deadline());
    } catch (ErrnoException e) {
      // The pipe's reader is gone; anything else has to do with what is read.
      throw e.number() == EPIPE ? pipe.error(e) : SystemErrors.of("read", descriptor, e);
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (!descriptor.isOpen()) {
      throw new ClosedChannelException();
    }
  }
}
