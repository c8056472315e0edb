package dev.interprocess.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What the demo does on each transport; {@link #lead} on one side, {@link #follow} on the other.
 */
final class DemoTransfer {
  private static final int PING = 64;
  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 3_000;
  private static final int CHUNK = 64 << 10;
  private static final long BULK = 64L << 20;
  private static final long CHECKED = 16L << 20;

  private DemoTransfer() {}

  /**
   * What was seen.
   *
   * @param intact whether what arrived is what was sent
   */
  record Result(boolean intact, double microseconds, double bytesPerSecond) {
    String latency() {
      return String.format(Locale.ROOT, "%.1f us", microseconds);
    }

    String throughput() {
      return Bytes.readable(bytesPerSecond) + "/s";
    }
  }

  /** Round trips, then bulk, then random bytes whose digest the other side gives back. */
  static Result lead(ReadableByteChannel in, WritableByteChannel out) throws IOException {
    ByteBuffer ping = ByteBuffer.allocateDirect(PING);
    long[] nanos = new long[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      writeFully(out, ping.clear());
      readFully(in, ping.clear());
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);

    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    long begin = System.nanoTime();
    for (long sent = 0; sent < BULK; sent += CHUNK) {
      writeFully(out, chunk.clear());
    }
    readFully(in, ping.clear());
    double seconds = (System.nanoTime() - begin) / 1e9;

    MessageDigest digest = sha256();
    Random random = new Random();
    byte[] bytes = new byte[CHUNK];
    for (long sent = 0; sent < CHECKED; sent += CHUNK) {
      random.nextBytes(bytes);
      digest.update(bytes);
      writeFully(out, chunk.clear().put(bytes).flip());
    }
    ByteBuffer answer = ByteBuffer.allocate(digest.getDigestLength());
    readFully(in, answer);
    return new Result(
        Arrays.equals(answer.array(), digest.digest()), nanos[ROUNDS / 2] / 1e3, BULK / seconds);
  }

  static void follow(ReadableByteChannel in, WritableByteChannel out) throws IOException {
    ByteBuffer ping = ByteBuffer.allocateDirect(PING);
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      readFully(in, ping.clear());
      writeFully(out, ping.flip());
    }
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    for (long received = 0; received < BULK; received += CHUNK) {
      readFully(in, chunk.clear());
    }
    writeFully(out, ping.clear());
    MessageDigest digest = sha256();
    for (long received = 0; received < CHECKED; received += CHUNK) {
      readFully(in, chunk.clear());
      digest.update(chunk.flip());
    }
    writeFully(out, ByteBuffer.wrap(digest.digest()));
  }

  private static void readFully(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the other side has left");
      }
    }
  }

  private static void writeFully(WritableByteChannel out, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
