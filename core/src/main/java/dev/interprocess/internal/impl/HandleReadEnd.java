package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.channel.ChannelInput;
import dev.interprocess.internal.channel.OwnedChannel;
import dev.interprocess.internal.descriptor.BlockingInput;
import dev.interprocess.internal.overlapped.HandleSource;
import dev.interprocess.internal.pipe.PipeInput;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All of a {@code ByteReader} but who owns it, where a thread waits for each read. */
public final class HandleReadEnd implements ReadingEnd {
  private final Timeouts timeouts = new Timeouts();
  private final Object name;
  private final BooleanSupplier isOpen;
  private final Opening opening;
  private volatile @Nullable BlockingInput opened;
  private final SerialOperations async = new SerialOperations();

  /**
   * The reading end that {@code handle} is.
   *
   * @param empty what a read of no bytes is
   */
  public HandleReadEnd(HandleSource handle, PipeInput.Empty empty) {
    this(handle, handle::isOpen, () -> new PipeInput(handle.handle(), empty));
  }

  /** The reading end that {@code channel} is. */
  public HandleReadEnd(OwnedChannel channel) {
    this(channel, channel::isOpen, () -> new ChannelInput(channel));
  }

  private HandleReadEnd(Object name, BooleanSupplier isOpen, Opening opening) {
    this.name = name;
    this.isOpen = isOpen;
    this.opening = opening;
  }

  private interface Opening {
    BlockingInput open() throws IOException;
  }

  private BlockingInput input() throws IOException {
    BlockingInput input = opened;
    return input != null ? input : open();
  }

  private synchronized BlockingInput open() throws IOException {
    BlockingInput input = opened;
    if (input == null) {
      input = opening.open();
      opened = input;
    }
    return input;
  }

  @Override
  public Timeouts timeouts() {
    return timeouts;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, timeouts.deadline());
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, Timeouts.deadline(timeout));
  }

  private int read(ByteBuffer buffer, long deadline) throws IOException {
    int count = read(MemorySegment.ofBuffer(Buffers.writable(buffer)), deadline);
    if (count > 0) {
      buffer.position(buffer.position() + count);
    }
    return count;
  }

  @Override
  public long read(MemorySegment segment) throws IOException {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("read-only segment");
    }
    return read(segment, timeouts.deadline());
  }

  private int read(MemorySegment segment, long deadline) throws IOException {
    if (segment.byteSize() == 0) {
      checkOpen();
      return 0;
    }
    try {
      return input().read(segment, deadline);
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }

  @Override
  public int peek(ByteBuffer buffer) throws IOException {
    if (!Buffers.writable(buffer).hasRemaining()) {
      checkOpen();
      return 0;
    }
    try {
      return input().peek(MemorySegment.ofBuffer(buffer), timeouts.deadline());
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return Buffers.scatter(buffers, offset, length, this::read);
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    checkOpen();
    long deadline = timeouts.deadline();
    Buffers.fill(buffer, name, next -> read(next, deadline));
  }

  @Override
  public int available() throws IOException {
    try {
      return input().available();
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }

  @Override
  public long transferTo(WritableByteChannel target, long count) throws IOException {
    Transfer.check(target, count);
    checkOpen();
    ByteBuffer buffer = Transfer.buffer(count);
    long total = 0;
    while (total < count) {
      int moved = Transfer.copy(this::read, target, buffer, count - total);
      if (moved < 0) {
        break;
      }
      total += moved;
    }
    return total;
  }

  @Override
  public CompletableFuture<Integer> readAsync(ByteBuffer buffer) {
    Buffers.writable(buffer);
    return async.start(() -> read(buffer, Deadline.NONE));
  }

  @Override
  public <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    Buffers.writable(buffer);
    async.start(buffer, () -> read(buffer, Deadline.NONE), attachment, handler);
  }

  @Override
  public void completions(Executor executor) {
    async.executor(executor);
  }

  public void shutdown() throws IOException {
    input().shutdown();
  }

  /** Whether nobody reads, and nothing that has been read is kept for later. */
  public boolean isAtRest() throws IOException {
    return !(opened instanceof PipeInput input) || input.isAtRest();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen.getAsBoolean()) {
      throw new ClosedChannelException();
    }
  }
}
