package dev.interprocess.internal.impl;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Segments as buffers, of which arrays of others than bytes are copies. */
final class Segments {
  private static final long MOST = 1 << 30;
  private static final int CHUNK = 64 << 10;

  private Segments() {}

  /** All of it, one after the other. */
  static ByteBuffer[] buffers(MemorySegment segment) {
    ByteBuffer[] buffers = new ByteBuffer[(int) ((segment.byteSize() + MOST - 1) / MOST)];
    for (int i = 0; i < buffers.length; i++) {
      MemorySegment part = part(segment, i * MOST, MOST);
      buffers[i] =
          isOfBytes(segment) ? part.asByteBuffer() : ByteBuffer.wrap(part.toArray(JAVA_BYTE));
    }
    return buffers;
  }

  /** Reads into it once. */
  static int fill(MemorySegment segment, Buffers.Read read) throws IOException {
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException("read-only segment");
    }
    if (isOfBytes(segment)) {
      return read.into(part(segment, 0, MOST).asByteBuffer());
    }
    byte[] bytes = new byte[(int) Math.min(CHUNK, segment.byteSize())];
    int count = read.into(ByteBuffer.wrap(bytes));
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, Math.max(0, count));
    return count;
  }

  private static MemorySegment part(MemorySegment segment, long offset, long most) {
    return segment.asSlice(offset, Math.min(most, segment.byteSize() - offset));
  }

  /**
   * Whether it is memory outside of the heap or an array of bytes, as those alone can be buffers.
   */
  private static boolean isOfBytes(MemorySegment segment) {
    return segment.isNative() || segment.heapBase().orElse(null) instanceof byte[];
  }
}
