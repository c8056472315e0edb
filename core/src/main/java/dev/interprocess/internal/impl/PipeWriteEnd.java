package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_WRONLY;

import dev.interprocess.ByteReader;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The writing end of a pipe. */
public final class PipeWriteEnd implements PipeWriter {
  private final PipeHandle pipe;
  private final WritingEnd end;
  private final boolean packets;

  /**
   * The end that {@code descriptor} is.
   *
   * @param packets whether it keeps the bytes of each write apart
   */
  public PipeWriteEnd(OwnedDescriptor descriptor, boolean packets) {
    this.pipe = new PipeHandle.OfDescriptor(descriptor);
    this.end = new WriteEnd(descriptor, ByteCalls.PIPE);
    this.packets = packets;
  }

  /** The end of a pipe of Windows. */
  public PipeWriteEnd(PipeEnd pipe) {
    this.pipe = new PipeHandle.OfWindows(pipe);
    this.end = new HandleWriteEnd(pipe);
    this.packets = false;
  }

  /** Takes the writing end of a pipe over. */
  public static PipeWriter adopt(Descriptor descriptor) throws IOException {
    AdoptedPipe pipe = AdoptedPipe.of(descriptor, O_WRONLY);
    return new PipeWriteEnd(pipe.own(), pipe.ofPackets());
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return end.write(buffer);
  }

  @Override
  public int write(ByteBuffer buffer, Duration timeout) throws IOException {
    return end.write(buffer, timeout);
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return end.write(buffers, offset, length);
  }

  @Override
  public void write(MemorySegment segment) throws IOException {
    end.write(segment);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long count) throws IOException {
    // The source knows best what it can do with a pipe.
    return source instanceof ByteReader reader
        ? reader.transferTo(this, count)
        : end.transferFrom(source, count);
  }

  @Override
  public CompletableFuture<Integer> writeAsync(ByteBuffer buffer) {
    return end.writeAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    end.writeAsync(buffer, attachment, handler);
  }

  @Override
  public void completions(Executor executor) {
    end.completions(executor);
  }

  @Override
  public OutputStream outputStream() {
    return Views.outputStream(this);
  }

  @Override
  public Optional<Duration> writeTimeout() {
    return end.timeouts().get();
  }

  @Override
  public void writeTimeout(Duration timeout) {
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

  @Override
  public int atomicLimit() {
    return pipe.atomicLimit();
  }

  /** Where bytes can be spliced to; empty if each write is to stay apart, or on Windows. */
  Optional<WriteEnd> ofBytes() {
    return !packets && end instanceof WriteEnd bytes ? Optional.of(bytes) : Optional.empty();
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
