package dev.interprocess.internal.impl;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.ByteInput;
import dev.interprocess.internal.descriptor.KernelCopy;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All of a {@code ByteReader} but who owns it: what sockets, their halves and pipes have in common.
 */
public final class ReadEnd extends ByteEnd implements ReadingEnd {
  // Of less at once the kernel makes many small pieces, of which a pipe holds few. Or there was
  // room for no more, so it has to happen some times in a row.
  private static final int WORTH_A_SPLICE = 32 << 10;
  private static final int PATIENCE = 4;

  private final ByteInput input;
  private final int packet;

  /**
   * @param packet how long the packets are that one read takes, whatever its buffer; 0 for a stream
   */
  public ReadEnd(OwnedDescriptor descriptor, ByteCalls calls, int packet) {
    super(descriptor);
    this.packet = packet;
    this.input = new ByteInput(descriptor, calls);
  }

  /** For what else reads from the descriptor. */
  @Override
  public Lane lane() {
    return input;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, deadline());
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, Timeouts.deadline(timeout));
  }

  private int read(ByteBuffer buffer, long deadline) throws IOException {
    if (!Buffers.writable(buffer).hasRemaining()) {
      checkOpen();
      return 0;
    }
    try {
      if (buffer.remaining() < packet) {
        ByteBuffer whole = ByteBuffer.allocate(packet);
        return take(whole, input.read(whole, deadline), buffer);
      }
      return take(input.read(buffer, deadline), buffer);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  private static int take(long count, ByteBuffer buffer) {
    buffer.position(buffer.position() + (int) count);
    return endOrCount(count);
  }

  /** Of a packet, of which the system would drop what does not fit, in silence. */
  private int take(ByteBuffer whole, long count, ByteBuffer buffer)
      throws MessageTruncatedException {
    int fits = (int) Math.min(count, buffer.remaining());
    buffer.put(whole.limit(fits));
    if (count > fits) {
      throw new MessageTruncatedException(descriptor, count, count - fits);
    }
    return endOrCount(count);
  }

  @Override
  public long read(MemorySegment segment) throws IOException {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("read-only segment");
    }
    if (segment.byteSize() == 0) {
      checkOpen();
      return 0;
    }
    try {
      return segment.byteSize() < packet
          ? readPacket(segment)
          : endOrCount(input.read(segment, deadline()));
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  @Override
  public CompletableFuture<Integer> readAsync(ByteBuffer buffer) {
    return start(Buffers.writable(buffer));
  }

  @Override
  public <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    start(Buffers.writable(buffer), attachment, handler);
  }

  @Override
  String name() {
    return "read";
  }

  @Override
  Operation.Try attempt(int fd, IntOperation read) throws IOException {
    ByteBuffer buffer = read.buffer();
    if (!buffer.hasRemaining()) {
      return read.done(0);
    }
    boolean isPacket = buffer.remaining() < packet;
    ByteBuffer target = isPacket ? ByteBuffer.allocate(packet) : buffer;
    long count = input.tryRead(fd, target);
    if (count == Lane.WOULD_BLOCK) {
      return Operation.Try.WOULD_BLOCK;
    }
    return read.done(isPacket ? take(target, count, buffer) : take(count, buffer));
  }

  @Override
  public int peek(ByteBuffer buffer) throws IOException {
    if (!Buffers.writable(buffer).hasRemaining()) {
      checkOpen();
      return 0;
    }
    try {
      return endOrCount(input.peek(buffer, deadline()));
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  private int readPacket(MemorySegment segment) throws IOException {
    ByteBuffer fitting = ByteBuffer.allocate((int) segment.byteSize());
    try {
      return read(fitting);
    } finally {
      MemorySegment.copy(fitting.array(), 0, segment, JAVA_BYTE, 0, fitting.position());
    }
  }

  private static int endOrCount(long count) {
    return count == 0 ? -1 : (int) count;
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return Buffers.scatter(buffers, offset, length, this::read);
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    checkOpen();
    long deadline = deadline();
    Buffers.fill(buffer, descriptor, next -> read(next, deadline));
  }

  @Override
  public int available() throws IOException {
    try {
      return input.available();
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  @Override
  public long transferTo(WritableByteChannel target, long count) throws IOException {
    Transfer.check(target, count);
    checkOpen();
    try (Splice splice =
        new Splice(input, timeouts(), packet == 0 ? UnixTypes.output(target) : null)) {
      ByteBuffer buffer = Transfer.buffer(count);
      long total = 0;
      int splices = 0; // to come
      while (total < count) {
        long moved = splices > 0 ? splice.move(count - total) : KernelCopy.NO_WAY;
        if (moved == KernelCopy.NO_WAY) {
          moved = Transfer.copy(this::read, target, buffer, count - total);
        }
        if (moved <= 0) {
          break;
        }
        total += moved;
        splices = moved >= WORTH_A_SPLICE ? PATIENCE : splices - 1;
      }
      return total;
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (!descriptor.isOpen()) {
      throw new ClosedChannelException();
    }
  }
}
