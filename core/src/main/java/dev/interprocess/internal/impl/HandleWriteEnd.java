package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.channel.ChannelOutput;
import dev.interprocess.internal.channel.OwnedChannel;
import dev.interprocess.internal.descriptor.BlockingOutput;
import dev.interprocess.internal.descriptor.ByteOutput;
import dev.interprocess.internal.overlapped.HandleSource;
import dev.interprocess.internal.pipe.PipeOutput;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All of a {@code ByteWriter} but who owns it, where a thread waits for each write. */
public final class HandleWriteEnd implements WritingEnd {
  private static final int TOGETHER = 64 << 10;

  private final Timeouts timeouts = new Timeouts();
  private final Object name;
  private final BooleanSupplier isOpen;
  private final Opening opening;
  private volatile @Nullable BlockingOutput opened;
  private final SerialOperations async = new SerialOperations();

  public HandleWriteEnd(HandleSource handle) {
    this(handle, handle::isOpen, () -> new PipeOutput(handle.handle()));
  }

  public HandleWriteEnd(OwnedChannel channel) {
    this(channel, channel::isOpen, () -> new ChannelOutput(channel));
  }

  private HandleWriteEnd(Object name, BooleanSupplier isOpen, Opening opening) {
    this.name = name;
    this.isOpen = isOpen;
    this.opening = opening;
  }

  private interface Opening {
    BlockingOutput open() throws IOException;
  }

  @Override
  public Timeouts timeouts() {
    return timeouts;
  }

  private BlockingOutput output() throws IOException {
    BlockingOutput output = opened;
    return output != null ? output : open();
  }

  private synchronized BlockingOutput open() throws IOException {
    BlockingOutput output = opened;
    if (output == null) {
      output = opening.open();
      opened = output;
    }
    return output;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return write(buffer, timeouts.deadline());
  }

  @Override
  public int write(ByteBuffer buffer, Duration timeout) throws IOException {
    return write(buffer, Timeouts.deadline(timeout));
  }

  private int write(ByteBuffer buffer, long deadline) throws IOException {
    int count = buffer.remaining();
    try {
      output().write(MemorySegment.ofBuffer(buffer), buffer, deadline);
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
    return count;
  }

  @Override
  public void write(MemorySegment segment) throws IOException {
    try {
      output().write(segment, null, timeouts.deadline());
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }

  /** One after the other, small ones together, in one turn. */
  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    long deadline = timeouts.deadline();
    long total = 0;
    output().enter(deadline);
    try {
      for (int i = offset; i < offset + length; ) {
        int next = i + 1;
        long size = buffers[i].remaining();
        while (next < offset + length && size + buffers[next].remaining() <= TOGETHER) {
          size += buffers[next++].remaining();
        }
        total += next == i + 1 ? write(buffers[i], deadline) : gather(buffers, i, next, deadline);
        i = next;
      }
      return total;
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = ByteOutput.saturated(total + e.bytesTransferred);
      throw e;
    } finally {
      output().exit();
    }
  }

  private long gather(ByteBuffer[] buffers, int from, int to, long deadline) throws IOException {
    int size = 0;
    for (int i = from; i < to; i++) {
      size += buffers[i].remaining();
    }
    ByteBuffer together = ByteBuffer.allocate(size);
    for (int i = from; i < to; i++) {
      together.put(buffers[i].duplicate());
    }
    together.flip();
    try {
      return write(together, deadline);
    } finally {
      int written = together.position();
      for (int i = from; i < to; i++) {
        int moved = Math.min(written, buffers[i].remaining());
        buffers[i].position(buffers[i].position() + moved);
        written -= moved;
      }
    }
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long count) throws IOException {
    Transfer.check(source, count);
    if (!isOpen.getAsBoolean()) {
      throw new ClosedChannelException();
    }
    return Transfer.from(
        source,
        count,
        this::write,
        unwritten -> {
          if (source instanceof FileChannel file) {
            // A file's bytes are not lost: its position follows what was written.
            WriteEnd.setPosition(file, file.position() - unwritten);
          }
        });
  }

  @Override
  public CompletableFuture<Integer> writeAsync(ByteBuffer buffer) {
    Objects.requireNonNull(buffer);
    return async.start(() -> write(buffer, Deadline.NONE));
  }

  @Override
  public <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    async.start(buffer, () -> write(buffer, Deadline.NONE), attachment, handler);
  }

  @Override
  public void completions(Executor executor) {
    async.executor(executor);
  }

  public void shutdown() throws IOException {
    try {
      output().shutdown();
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }

  /** Whether nobody writes, and nothing is on its way. */
  public boolean isAtRest() throws IOException {
    return !(opened instanceof PipeOutput output) || output.isAtRest();
  }

  /** Waits for what was left to the system by a write that stopped waiting. */
  public void settle() throws IOException {
    try {
      if (opened instanceof PipeOutput output) {
        output.settle(Deadline.NONE);
      }
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }
}
