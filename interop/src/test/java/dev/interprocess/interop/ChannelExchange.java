package dev.interprocess.interop;

import dev.interprocess.interop.Digests.Moved;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/** The exchange of {@code peers/README.md} over any channel of Java: ours, and those of others. */
public final class ChannelExchange {
  private static final int LARGEST_CHUNK = 128 << 10;
  private static final int LARGEST_SMALL_CHUNK = 100;

  /** Tells the other side that no more will be written. */
  public interface HalfClose {
    void run() throws IOException;
  }

  private ChannelExchange() {}

  /** Sends so many random bytes while another thread receives what comes. */
  public static Digests run(ByteChannel channel, HalfClose end, long bytes)
      throws IOException, InterruptedException {
    return run(channel, end, bytes, Long.MAX_VALUE);
  }

  /** The same, where each side only knows how many bytes are to come. */
  public static Digests runWithoutHalfClose(ByteChannel channel, long bytes)
      throws IOException, InterruptedException {
    return run(channel, () -> {}, bytes, bytes);
  }

  private static Digests run(ByteChannel channel, HalfClose end, long bytes, long expected)
      throws IOException, InterruptedException {
    FutureTask<Moved> receiving = new FutureTask<>(() -> receive(channel, expected));
    Thread.ofPlatform().daemon().name("receiving").start(receiving);
    Moved sent = send(channel, bytes);
    end.run();
    try {
      return new Digests(sent, receiving.get());
    } catch (ExecutionException e) {
      throw new IOException("receiving failed", e.getCause());
    }
  }

  private static Moved send(ByteChannel channel, long bytes) throws IOException {
    MessageDigest digest = sha256();
    RandomGenerator random = RandomGenerator.of("Xoshiro256PlusPlus");
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_CHUNK);
    byte[] chunk = new byte[LARGEST_CHUNK];
    long left = bytes;
    while (left > 0) {
      // A quarter of the chunks are tiny, so that the sides' calls never fall into step.
      int largest = random.nextInt(4) == 0 ? LARGEST_SMALL_CHUNK : LARGEST_CHUNK;
      int length = (int) Math.min(left, random.nextInt(1, largest + 1));
      random.nextBytes(chunk);
      digest.update(chunk, 0, length);
      buffer.clear().put(chunk, 0, length).flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      left -= length;
    }
    return new Moved(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static Moved receive(ByteChannel channel, long expected) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_CHUNK);
    long bytes = 0;
    while (bytes < expected && channel.read(buffer.clear()) >= 0) {
      digest.update(buffer.flip());
      bytes += buffer.limit();
    }
    return new Moved(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
