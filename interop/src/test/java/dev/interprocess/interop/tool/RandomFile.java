package dev.interprocess.interop.tool;

import dev.interprocess.interop.Digests.Moved;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Files as the tool's standard input and output. */
final class RandomFile {
  private static final int CHUNK = 1 << 20;

  private RandomFile() {}

  static Path create(Path path, long bytes) throws IOException {
    RandomGenerator random = RandomGenerator.of("Xoshiro256PlusPlus");
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (long left = bytes; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(left, CHUNK));
      }
    }
    return path;
  }

  static Moved digest(Path path) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha256)) {
        long bytes = in.transferTo(OutputStream.nullOutputStream());
        return new Moved(bytes, HexFormat.of().formatHex(sha256.digest()));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
