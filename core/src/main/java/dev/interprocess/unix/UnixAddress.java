package dev.interprocess.unix;

import dev.interprocess.internal.socket.PathBytes;
import dev.interprocess.internal.socket.SockaddrUn;
import java.io.ByteArrayOutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The address of a Unix domain socket: a path; on Linux also an abstract name, which is any bytes
 * and no file; or none. A value, equal by its bytes.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public final class UnixAddress extends SocketAddress {
  private static final long serialVersionUID = 1L;
  private static final UnixAddress UNNAMED = new UnixAddress(new byte[0]);

  // As the kernel has it: nothing, a path, or a NUL and the abstract name.
  private final byte[] bytes;

  private UnixAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The address of a socket in the filesystem.
   *
   * @throws IllegalArgumentException if the path is empty, or longer than the 107 bytes that a
   *     socket address holds
   */
  public static UnixAddress path(Path path) {
    byte[] bytes = PathBytes.of(path);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("empty path");
    }
    checkLength("path", path, bytes.length);
    return new UnixAddress(bytes);
  }

  /**
   * The abstract address of this name, in UTF-8.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 107 bytes
   */
  public static UnixAddress abstractName(String name) {
    return abstractName(name, name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The abstract address of this name: any bytes, NULs as well, each of which counts.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 107 bytes
   */
  public static UnixAddress abstractName(byte[] name) {
    return abstractName(HexFormat.of().formatHex(name), name);
  }

  private static UnixAddress abstractName(String text, byte[] name) {
    if (name.length == 0) {
      throw new IllegalArgumentException("empty abstract name");
    }
    checkLength("abstract name", text, name.length);
    byte[] bytes = new byte[1 + name.length];
    System.arraycopy(name, 0, bytes, 1, name.length);
    return new UnixAddress(bytes);
  }

  private static void checkLength(String what, Object name, int length) {
    if (length > SockaddrUn.LONGEST_NAME) {
      throw new IllegalArgumentException(
          "%s of %d bytes, longer than the %d that a socket address holds: %s"
              .formatted(what, length, SockaddrUn.LONGEST_NAME, name));
    }
  }

  /** The address of a socket that was never given one. */
  public static UnixAddress unnamed() {
    return UNNAMED;
  }

  /** For {@code UnixStream}, which gets these bytes from the kernel. */
  static UnixAddress ofBytes(byte[] bytes) {
    return bytes.length == 0 ? UNNAMED : new UnixAddress(bytes);
  }

  /** For {@code UnixStream}, which gives them to the kernel. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The path, if it is one. */
  public Optional<Path> path() {
    return isPath() ? Optional.of(PathBytes.toPath(bytes)) : Optional.empty();
  }

  /** The bytes of the abstract name, if it is one: a copy. */
  public Optional<byte[]> abstractName() {
    return isUnnamed() || isPath()
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** Whether it is no address at all. */
  public boolean isUnnamed() {
    return bytes.length == 0;
  }

  private boolean isPath() {
    return bytes.length > 0 && bytes[0] != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * The address as the {@code ipc} tool takes it, {@code unix:/run/x.sock} or {@code
   * abstract:name}; what can't be printed is written as {@code \x1b}.
   */
  @Override
  public String toString() {
    if (isUnnamed()) {
      return "unnamed";
    }
    return isPath() ? "unix:" + printable(bytes, 0) : "abstract:" + printable(bytes, 1);
  }

  private static String printable(byte[] bytes, int from) {
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    if (text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)) {
      return text;
    }
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(4 * bytes.length);
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] > ' ' && bytes[i] < 0x7F) {
        escaped.write(bytes[i]);
      } else {
        escaped.writeBytes(
            ("\\x" + HexFormat.of().toHexDigits(bytes[i])).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return escaped.toString(StandardCharsets.US_ASCII);
  }
}
