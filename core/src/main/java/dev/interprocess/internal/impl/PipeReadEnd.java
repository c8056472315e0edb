package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.PIPE_BUF;

import dev.interprocess.PipeReader;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;

/** The reading end of a pipe. */
public final class PipeReadEnd implements PipeReader {
  private final OwnedDescriptor descriptor;
  private final ReadEnd end;

  /**
   * The end that {@code descriptor} is.
   *
   * @param packet the size of the packets that were written, 0 for a stream of bytes
   */
  public PipeReadEnd(OwnedDescriptor descriptor, int packet) {
    this(descriptor, ByteCalls.PIPE, packet);
  }

  private PipeReadEnd(OwnedDescriptor descriptor, ByteCalls calls, int packet) {
    this.descriptor = descriptor;
    this.end = new ReadEnd(descriptor, calls, packet);
  }

  /** The reading end of a FIFO, which no writer need have opened yet. */
  public static PipeReader ofFifo(OwnedDescriptor descriptor) {
    return new PipeReadEnd(descriptor, ByteCalls.FIFO, 0);
  }

  /** Takes the reading end of a pipe over. */
  public static PipeReader adopt(Descriptor descriptor) throws IOException {
    OwnedDescriptor own = AdoptedPipe.of(descriptor, O_RDONLY);
    // It may be that of a FIFO; of any other pipe too, that the writers have left is told.
    return new PipeReadEnd(own, ByteCalls.FIFO, AdoptedPipe.isOfPackets(own) ? PIPE_BUF : 0);
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
    return PipeCapacity.get(descriptor);
  }

  @Override
  public int capacity(int bytes) throws IOException {
    return PipeCapacity.set(descriptor, bytes);
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return descriptor.toString();
  }
}
