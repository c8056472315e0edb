package dev.interprocess.benchmarks.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.channels.WritableByteChannel;

/** What a connection begins with, and whole messages. */
final class Wire {
  static final int ECHO = 1;
  static final int SINK = 2;
  static final int HEADER = 8;

  /** Of the messages of short connections. */
  static final int SMALL = 64;

  private Wire() {}

  /** A direct buffer with the header in front of so much room. */
  static ByteBuffer header(int mode, int size, int room) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(HEADER + room).order(ByteOrder.LITTLE_ENDIAN);
    return buffer.putInt(0, mode).putInt(4, size);
  }

  static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** False at the end of input. */
  static boolean readAll(ByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  static void readFully(ByteChannel channel, ByteBuffer buffer) throws IOException {
    if (!readAll(channel, buffer)) {
      throw new EOFException();
    }
  }
}
