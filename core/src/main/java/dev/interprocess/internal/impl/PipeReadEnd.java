package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.PIPE_BUF;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.PipeReader;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.pipe.PipeInput;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The reading end of a pipe. */
public final class PipeReadEnd implements PipeReader {
  private final PipeHandle pipe;
  private final ReadingEnd end;

  private PipeReadEnd(PipeHandle pipe, ReadingEnd end) {
    this.pipe = pipe;
    this.end = end;
  }

  /**
   * The end that {@code descriptor} is.
   *
   * @param packet the size of the packets that were written, 0 for a stream of bytes
   */
  public PipeReadEnd(OwnedDescriptor descriptor, int packet) {
    this(descriptor, ByteCalls.PIPE, packet);
  }

  private PipeReadEnd(OwnedDescriptor descriptor, ByteCalls calls, int packet) {
    this(new PipeHandle.OfDescriptor(descriptor), new ReadEnd(descriptor, calls, packet));
  }

  /** The end of a pipe of Windows. */
  public PipeReadEnd(PipeEnd pipe) {
    this(new PipeHandle.OfWindows(pipe), new HandleReadEnd(pipe, PipeInput.Empty.NOTHING));
  }

  /** The reading end of a FIFO, which no writer need have opened yet. */
  public static PipeReader ofFifo(OwnedDescriptor descriptor) {
    return new PipeReadEnd(descriptor, ByteCalls.FIFO, 0);
  }

  /** Takes the reading end of a pipe over. */
  public static PipeReader adopt(Descriptor descriptor) throws IOException {
    AdoptedPipe pipe = AdoptedPipe.of(descriptor, O_RDONLY);
    // It may be that of a FIFO; of any other pipe too, that the writers have left is told.
    ByteCalls calls = pipe.peersLeft() ? ByteCalls.PIPE : ByteCalls.FIFO;
    return new PipeReadEnd(pipe.own(), calls, pipe.ofPackets() ? PIPE_BUF : 0);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return end.read(buffer);
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return end.read(buffer, timeout);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return end.read(buffers, offset, length);
  }

  @Override
  public long read(MemorySegment segment) throws IOException {
    return end.read(segment);
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    end.readFully(buffer);
  }

  @Override
  public int available() throws IOException {
    return end.available();
  }

  @Override
  public long transferTo(WritableByteChannel target, long count) throws IOException {
    return end.transferTo(target, count);
  }

  @Override
  public CompletableFuture<Integer> readAsync(ByteBuffer buffer) {
    return end.readAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    end.readAsync(buffer, attachment, handler);
  }

  @Override
  public void completions(Executor executor) {
    end.completions(executor);
  }

  @Override
  public InputStream inputStream() {
    return Views.inputStream(this);
  }

  @Override
  public Optional<Duration> readTimeout() {
    return end.timeouts().get();
  }

  @Override
  public void readTimeout(Duration timeout) {
    end.timeouts().set(timeout);
  }

  @Override
  public int capacity() throws IOException {
    return pipe.capacity();
  }

  @Override
  public int capacity(int bytes) throws IOException {
    return pipe.capacity(bytes);
  }

  PipeHandle pipe() {
    return pipe;
  }

  @Override
  public boolean isOpen() {
    return pipe.isOpen();
  }

  @Override
  public void close() {
    pipe.close();
  }

  @Override
  public String toString() {
    return pipe.toString();
  }
}
