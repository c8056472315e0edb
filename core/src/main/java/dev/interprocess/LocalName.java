package dev.interprocess;

import dev.interprocess.internal.impl.LocalSockets;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.windows.NamedPipeAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The name of a local socket, the same on every platform: a path, or a name in the place where the
 * platform keeps such names. A value, equal if it becomes the same address.
 *
 * <p>What it becomes, as with the Rust crate {@code interprocess}:
 *
 * <table>
 * <caption>Names and addresses</caption>
 * <tr><th>name</th><th>Linux</th><th>Windows</th></tr>
 * <tr><td>{@code path("/run/x.sock")}</td><td>Unix domain socket {@code /run/x.sock}</td><td>only
 * paths of pipes, {@code \\.\pipe\com.example}</td></tr>
 * <tr><td>{@code namespaced("com.example")}</td><td>abstract address {@code com.example}, in
 * UTF-8</td><td>named pipe {@code \\.\pipe\com.example}</td></tr>
 * </table>
 *
 * <p>The default rule of who may connect, {@link Access#owner}, holds for both.
 */
public final class LocalName extends SocketAddress {
  private static final long serialVersionUID = 1L;

  private final SocketAddress address;

  private LocalName(SocketAddress address) {
    this.address = address;
  }

  /**
   * A name in the filesystem.
   *
   * @throws IllegalArgumentException if the path is empty, or too long: see {@link
   *     UnixAddress#path}
   * @throws UnsupportedOperationException on Windows if it is not that of a pipe
   */
  public static LocalName path(Path path) {
    return new LocalName(LocalSockets.HERE.path(path));
  }

  /**
   * A name of its own kind, not in the filesystem where the platform can do without.
   *
   * @throws IllegalArgumentException if the name is empty, has a NUL in it, or is longer than 107
   *     bytes in UTF-8, on Windows than 247 characters
   */
  public static LocalName namespaced(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in name: " + name.replace("\0", "\\0"));
    }
    return new LocalName(LocalSockets.HERE.namespaced(name));
  }

  /**
   * A path if it is absolute, a namespaced name otherwise: for names out of configuration files.
   *
   * @throws IllegalArgumentException as {@link #path} and {@link #namespaced} do, and if it is a
   *     path that begins with {@code ./} or {@code ../}, as that depends on where the program is
   *     started: {@link #path} takes it
   */
  public static LocalName of(String name) {
    if (name.startsWith("./") || name.startsWith("../")) {
      throw new IllegalArgumentException("neither an absolute path nor a name: " + name);
    }
    if (LocalSockets.HERE.isPath(name)) {
      return path(Path.of(name));
    }
    return namespaced(name);
  }

  /**
   * What the name becomes on this platform: on Unix a {@link UnixAddress}, on Windows a {@link
   * NamedPipeAddress}.
   */
  public SocketAddress address() {
    return address;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocalName name && Objects.equals(address, name.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /** What the name becomes, as {@code unix:/run/x.sock} or {@code abstract:com.example}. */
  @Override
  public String toString() {
    return address.toString();
  }
}
