package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EINVAL;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.ByteOutput;
import dev.interprocess.internal.descriptor.KernelCopy;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All of a {@code ByteWriter} but who owns it: what sockets, their halves and pipes have in common.
 */
public final class WriteEnd extends ByteEnd implements WritingEnd {
  private final ByteOutput output;

  public WriteEnd(OwnedDescriptor descriptor, ByteCalls calls) {
    super(descriptor);
    this.output = new ByteOutput(descriptor, calls);
  }

  /** For what else writes to the descriptor. */
  @Override
  public Lane lane() {
    return output;
  }

  ByteOutput output() {
    return output;
  }

  IOException error(ErrnoException e) {
    return SystemErrors.of("write", descriptor, e);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return write(buffer, deadline());
  }

  @Override
  public int write(ByteBuffer buffer, Duration timeout) throws IOException {
    return write(buffer, Timeouts.deadline(timeout));
  }

  /** With a deadline that was set before. */
  public int write(ByteBuffer buffer, long deadline) throws IOException {
    int count = buffer.remaining();
    try {
      output.write(buffer, deadline);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
    return count;
  }

  @Override
  public CompletableFuture<Integer> writeAsync(ByteBuffer buffer) {
    return start(buffer);
  }

  @Override
  public <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    start(buffer, attachment, handler);
  }

  @Override
  String name() {
    return "write";
  }

  @Override
  Operation.Try attempt(int fd, IntOperation write) throws IOException {
    ByteBuffer buffer = write.buffer();
    output.tryWrite(fd, buffer);
    return buffer.hasRemaining() ? Operation.Try.WOULD_BLOCK : write.done(write.size());
  }

  @Override
  public void write(MemorySegment segment) throws IOException {
    try {
      output.write(segment, deadline());
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    ByteBuffer[] range = Arrays.copyOfRange(buffers, offset, offset + length);
    long count = 0;
    for (ByteBuffer buffer : range) {
      count += buffer.remaining();
    }
    try {
      output.write(range, deadline());
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
    return count;
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long count) throws IOException {
    Transfer.check(source, count);
    if (!descriptor.isOpen()) {
      throw new ClosedChannelException();
    }
    return switch (source) {
      case FileChannel file -> transferFromFile(file, count);
      case DescriptorChannel file -> transferFromDescriptor(file, count);
      default -> Transfer.from(source, count, this::write, unwritten -> {});
    };
  }

  private long transferFromDescriptor(DescriptorChannel file, long count) throws IOException {
    long total = 0;
    try {
      while (total < count) {
        long moved = sendfile(file, count - total);
        if (moved == KernelCopy.NO_WAY) {
          return total + transferFromSeekable(file, count - total);
        }
        if (moved == 0) {
          break;
        }
        total += moved;
      }
      return total;
    } catch (InterruptedIOException e) {
      e.bytesTransferred = ByteOutput.saturated(total + e.bytesTransferred);
      throw e;
    }
  }

  private long sendfile(DescriptorChannel file, long count) throws IOException {
    try {
      return KernelCopy.sendfile(file.descriptor(), output, count, deadline());
    } catch (ErrnoException e) {
      if (e.number() == EINVAL) { // as of a file of /proc, which the kernel can't copy from
        return KernelCopy.NO_WAY;
      }
      throw error(e);
    }
  }

  /** As with every file, its position follows what was written, whatever was read. */
  private long transferFromSeekable(DescriptorChannel file, long count) throws IOException {
    return Transfer.from(
        file, count, this::write, unwritten -> file.position(file.position() - unwritten));
  }

  /** A file's bytes are not lost when a write fails: its position follows what was written. */
  private long transferFromFile(FileChannel file, long count) throws IOException {
    ByteBuffer buffer = Transfer.buffer(count);
    long begin = file.position();
    long total = 0;
    try {
      while (total < count) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), count - total));
        if (file.read(buffer, begin + total) < 0) {
          break;
        }
        buffer.flip();
        try {
          write(buffer);
        } finally {
          total += buffer.position();
        }
      }
    } catch (InterruptedIOException e) {
      e.bytesTransferred = ByteOutput.saturated(total);
      throw e;
    } finally {
      setPosition(file, begin + total);
    }
    return total;
  }

  /**
   * A file channel closes itself when it is touched by a thread that is interrupted: here it stays.
   */
  static void setPosition(FileChannel file, long position) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      file.position(position);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
