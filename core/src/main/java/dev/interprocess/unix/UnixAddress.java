package dev.interprocess.unix;

import dev.interprocess.LocalName;
import dev.interprocess.internal.file.PathBytes;
import dev.interprocess.internal.socket.FolderPath;
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
  private static final UnixAddress UNNAMED = new UnixAddress(new byte[0], false);
  private static final UnixAddress AUTOBIND = new UnixAddress(new byte[0], true);
  private static final int LONGEST_PATH = 4095;

  // As the kernel has it: nothing, a path, or a NUL and the abstract name.
  private final byte[] bytes;
  private final boolean autobind;

  private UnixAddress(byte[] bytes, boolean autobind) {
    this.bytes = bytes;
    this.autobind = autobind;
  }

  /**
   * The address of a socket in the filesystem. A path longer than the 107 bytes that a socket
   * address holds is given to the system by way of its folder, through {@code /proc}; then the last
   * part of it can have 82 bytes, and what the system tells of such a socket to others ({@code
   * remoteAddress}, a message's source) is that way, which leads there from its own process only.
   *
   * @throws IllegalArgumentException if the path is empty or too long
   */
  public static UnixAddress path(Path path) {
    byte[] bytes = PathBytes.of(path);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("empty path");
    }
    if (!FolderPath.isShort(bytes)) {
      checkLength("path", path, bytes.length, LONGEST_PATH);
      int file = FolderPath.fileLength(bytes);
      if (file > FolderPath.LONGEST_FILE) {
        throw new IllegalArgumentException(
            "path of %d bytes, longer than the %d that a socket address holds, and its last part of"
                    .formatted(bytes.length, SockaddrUn.LONGEST_NAME)
                + " %d bytes longer than the %d that would still fit: %s"
                    .formatted(file, FolderPath.LONGEST_FILE, path));
      }
    }
    return new UnixAddress(bytes, false);
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
    checkLength("abstract name", text, name.length, SockaddrUn.LONGEST_NAME);
    byte[] bytes = new byte[1 + name.length];
    System.arraycopy(name, 0, bytes, 1, name.length);
    return new UnixAddress(bytes, false);
  }

  private static void checkLength(String what, Object name, int length, int longest) {
    if (length > longest) {
      throw new IllegalArgumentException(
          "%s of %d bytes, longer than the %d that a socket address holds: %s"
              .formatted(what, length, longest, name));
    }
  }

  /**
   * To be given an abstract name that nobody else has, by the system: for binding and listening
   * only. The socket's {@code localAddress}, or the listener's {@code address}, says which.
   */
  public static UnixAddress autobind() {
    return AUTOBIND;
  }

  /** What the portable name becomes on Unix. */
  public static UnixAddress of(LocalName name) {
    return (UnixAddress) name.address();
  }

  /** The address of a socket that was never given one. */
  public static UnixAddress unnamed() {
    return UNNAMED;
  }

  /** For the sockets, which get these bytes from the kernel. */
  static UnixAddress ofBytes(byte[] bytes) {
    return bytes.length == 0 ? UNNAMED : new UnixAddress(bytes, false);
  }

  /** For the sockets, which give them to the kernel; none for it to choose a name. */
  byte[] bytes() {
    if (isUnnamed()) {
      throw new IllegalArgumentException("an unnamed address is none");
    }
    return bytes.clone();
  }

  /** The path, if it is one. */
  public Optional<Path> path() {
    return isPath() ? Optional.of(PathBytes.toPath(bytes)) : Optional.empty();
  }

  /** The bytes of the abstract name, if it is one: a copy. */
  public Optional<byte[]> abstractName() {
    return bytes.length == 0 || isPath()
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** Whether it is no address at all. */
  public boolean isUnnamed() {
    return bytes.length == 0 && !autobind;
  }

  private boolean isPath() {
    return bytes.length > 0 && bytes[0] != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixAddress address
        && Arrays.equals(bytes, address.bytes)
        && autobind == address.autobind;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * The address as the {@code ipc} tool takes it, {@code unix:/run/x.sock} or {@code
   * abstract:name}; what can't be printed is written as {@code \x1b}, which the tool takes for
   * abstract names.
   */
  @Override
  public String toString() {
    if (bytes.length == 0) {
      return autobind ? "autobind" : "unnamed";
    }
    return isPath() ? "unix:" + printable(bytes, 0) : "abstract:" + printable(bytes, 1);
  }

  private static String printable(byte[] bytes, int from) {
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    if (text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)
        && !text.contains("\\x")) {
      return text;
    }
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(4 * bytes.length);
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] > ' ' && bytes[i] < 0x7F && bytes[i] != '\\') {
        escaped.write(bytes[i]);
      } else {
        escaped.writeBytes(
            ("\\x" + HexFormat.of().toHexDigits(bytes[i])).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return escaped.toString(StandardCharsets.US_ASCII);
  }
}
