package dev.interprocess.internal.impl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The buffers that users give. */
public final class Buffers {
  // As much is read at once where the buffers are many: what a socket's buffer holds and more.
  private static final int CHUNK = 64 << 10;

  private Buffers() {}

  /** Reads once into a buffer, as {@code ReadableByteChannel} does. */
  interface Read {
    int into(ByteBuffer buffer) throws IOException;
  }

  /** Throws if nothing can be put into it. */
  public static ByteBuffer writable(ByteBuffer buffer) {
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("read-only buffer");
    }
    return buffer;
  }

  /** One read, which fills them one after the other. */
  static int scatter(ByteBuffer[] buffers, int offset, int length, Read read) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    long room = 0;
    for (int i = offset; i < offset + length; i++) {
      room += writable(buffers[i]).remaining();
    }
    ByteBuffer together = ByteBuffer.allocate((int) Math.min(room, CHUNK));
    try {
      return read.into(together);
    } finally { // a packet that was too long has filled it
      together.flip();
      for (int i = offset; together.hasRemaining(); i++) {
        int size = Math.min(together.remaining(), buffers[i].remaining());
        buffers[i].put(together.slice(together.position(), size));
        together.position(together.position() + size);
      }
    }
  }

  /**
   * As many reads as it takes to fill it.
   *
   * @param source for the message that there is not as much
   */
  static void fill(ByteBuffer buffer, Object source, Read read) throws IOException {
    while (buffer.hasRemaining()) {
      if (read.into(buffer) < 0) {
        throw new EOFException(
            "read " + source + ": end of stream, " + buffer.remaining() + " bytes are missing");
      }
    }
  }
}
