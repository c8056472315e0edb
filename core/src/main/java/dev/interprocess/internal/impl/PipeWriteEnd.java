package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_WRONLY;

import dev.interprocess.ByteReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.abi.Linux;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;

/** The writing end of a pipe. */
public final class PipeWriteEnd implements PipeWriter {
  private final OwnedDescriptor descriptor;
  private final boolean packets;
  private final WriteEnd end;

  /**
   * The end that {@code descriptor} is.
   *
   * @param packets whether it keeps the bytes of each write apart
   */
  public PipeWriteEnd(OwnedDescriptor descriptor, boolean packets) {
    this.descriptor = descriptor;
    this.packets = packets;
    this.end = new WriteEnd(descriptor, ByteCalls.PIPE);
  }

  /** Takes the writing end of a pipe over. */
  public static PipeWriter adopt(Descriptor descriptor) throws IOException {
    OwnedDescriptor own = AdoptedPipe.of(descriptor, O_WRONLY);
    return new PipeWriteEnd(own, AdoptedPipe.isOfPackets(own));
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
    return PipeCapacity.get(descriptor);
  }

  @Override
  public int capacity(int bytes) throws IOException {
    return PipeCapacity.set(descriptor, bytes);
  }

  @Override
  public int atomicLimit() {
    return Linux.PIPE_BUF;
  }

  boolean isOfBytes() {
    return !packets;
  }

  WriteEnd end() {
    return end;
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
