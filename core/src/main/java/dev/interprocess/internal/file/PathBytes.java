package dev.interprocess.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A path as the bytes that the system knows it by. {@link Path} keeps them, but its text loses
 * those that the JVM's encoding can't express, so they are taken from its URI, which is made of
 * bytes.
 */
public final class PathBytes {
  private static final boolean ON_WINDOWS = File.separatorChar == '\\';
  private static final HexFormat HEX = HexFormat.of();

  private PathBytes() {}

  public static byte[] of(Path path) {
    String text = path.toString();
    if (ON_WINDOWS) {
      return text.getBytes(StandardCharsets.UTF_8); // as the system wants those of sockets
    }
    if (isPlain(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] absolute = decode(path.toUri().getRawPath());
    if (path.isAbsolute()) {
      return absolute;
    }
    int folder = decode(Path.of("").toUri().getRawPath()).length;
    return Arrays.copyOfRange(absolute, folder == 1 ? 1 : folder + 1, absolute.length);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A question mark may stand for a byte that could not be decoded.
      if (c >= 0x80 || c == '?') {
        return false;
      }
    }
    return true;
  }

  /** The path that has these bytes. */
  public static Path toPath(byte[] bytes) {
    if (ON_WINDOWS) {
      return Path.of(new String(bytes, StandardCharsets.UTF_8));
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    if (bytes.length == 0 || text.indexOf('\uFFFD') < 0) {
      return Path.of(text);
    }
    if (bytes[0] == '/') {
      return Path.of(URI.create("file://" + encode(bytes)));
    }
    return Path.of("/").relativize(Path.of(URI.create("file:///" + encode(bytes))));
  }

  private static byte[] decode(String rawPath) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rawPath.length());
    for (int i = 0; i < rawPath.length(); i++) {
      if (rawPath.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(rawPath, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(rawPath.charAt(i));
      }
    }
    byte[] all = bytes.toByteArray();
    // A folder's URI ends with a slash that its path has not.
    boolean slash = all.length > 1 && all[all.length - 1] == '/';
    return slash ? Arrays.copyOf(all, all.length - 1) : all;
  }

  private static String encode(byte[] bytes) {
    StringBuilder uri = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      if (b == '/') {
        uri.append('/');
      } else {
        uri.append('%').append(HEX.toHexDigits(b));
      }
    }
    return uri.toString();
  }
}
