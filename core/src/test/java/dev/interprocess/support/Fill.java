package dev.interprocess.support;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Buffers of the system, made full and empty. */
public final class Fill {
  private Fill() {}

  /** Writes until not one byte more goes in; returns how many did. */
  public static long up(ByteWriter writer) throws IOException {
    long total = 0;
    for (int size = 64 << 10; size > 0; size /= 2) {
      try {
        while (true) {
          total += writer.write(ByteBuffer.allocate(size), Duration.ZERO);
        }
      } catch (SocketTimeoutException e) {
        total += e.bytesTransferred;
      }
    }
    return total;
  }

  /** Reads what is there; returns how much that was. */
  public static long drain(ByteReader reader) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    long total = 0;
    try {
      for (int n = reader.read(buffer, Duration.ZERO); n >= 0; ) {
        total += n;
        n = reader.read(buffer.clear(), Duration.ZERO);
      }
    } catch (SocketTimeoutException e) {
      return total;
    }
    return total;
  }
}
