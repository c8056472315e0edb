package dev.interprocess.internal.impl;

import dev.interprocess.internal.descriptor.ByteOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** What {@code transferTo} and {@code transferFrom} have in common. */
final class Transfer {
  private static final int BUFFER = 128 << 10;

  private Transfer() {}

  static void check(Channel other, long count) {
    Objects.requireNonNull(other);
    if (count < 0) {
      throw new IllegalArgumentException("negative count: " + count);
    }
    if (other instanceof SelectableChannel selectable && !selectable.isBlocking()) {
      throw new IllegalBlockingModeException();
    }
  }

  /** Off the heap, as the JDK's channels copy from there to here otherwise. */
  static ByteBuffer buffer(long count) {
    return ByteBuffer.allocateDirect((int) Math.min(BUFFER, count));
  }

  /** One read of {@code most} bytes, if there is room, and what it takes to write them. */
  static int copy(Buffers.Read source, WritableByteChannel target, ByteBuffer buffer, long most)
      throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), most));
    int count = source.into(buffer);
    buffer.flip();
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
    return count;
  }

  /** Writes all that a buffer has. */
  interface Write {
    int from(ByteBuffer buffer) throws IOException;
  }

  /** Is told how many bytes were read, and not written as that failed. */
  interface Unwritten {
    void giveBack(int count) throws IOException;
  }

  /** What the source has, up to {@code count} bytes; returns how many those were. */
  static long from(ReadableByteChannel source, long count, Write target, Unwritten unwritten)
      throws IOException {
    ByteBuffer buffer = buffer(count);
    long total = 0;
    try {
      while (total < count) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), count - total));
        if (source.read(buffer) < 0) {
          break;
        }
        buffer.flip();
        try {
          target.from(buffer);
        } finally {
          total += buffer.position();
          if (buffer.hasRemaining()) {
            unwritten.giveBack(buffer.remaining());
          }
        }
      }
      return total;
    } catch (InterruptedIOException e) { // the timeout's too, of either side
      e.bytesTransferred = ByteOutput.saturated(total);
      throw e;
    }
  }
}
