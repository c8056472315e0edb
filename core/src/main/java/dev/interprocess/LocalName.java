package dev.interprocess;

import dev.interprocess.unix.UnixAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The name of a local socket, the same on every platform: a path, or a name in the place where the
 * platform keeps such names. A value, equal if it becomes the same address.
 *
 * <p>What it becomes on Linux, as with the Rust crate {@code interprocess}:
 *
 * <table>
 * <caption>Names and addresses</caption>
 * <tr><th>name</th><th>Linux</th></tr>
 * <tr><td>{@code path("/run/x.sock")}</td><td>Unix domain socket {@code /run/x.sock}</td></tr>
 * <tr><td>{@code namespaced("com.example")}</td><td>abstract address {@code com.example}, in
 * UTF-8</td></tr>
 * </table>
 *
 * <p>The default rule of who may connect, {@link Access#owner}, holds for both.
 */
public final class LocalName extends SocketAddress {
  private static final long serialVersionUID = 1L;

  private final UnixAddress address;

  private LocalName(UnixAddress address) {
    this.address = address;
  }

  /**
   * A name in the filesystem.
   *
   * @throws IllegalArgumentException if the path is empty, or too long: see {@link
   *     UnixAddress#path}
   */
  public static LocalName path(Path path) {
    return new LocalName(UnixAddress.path(path));
  }

  /**
   * A name of its own kind, not in the filesystem where the platform can do without.
   *
   * @throws IllegalArgumentException if the name is empty, has a NUL in it, or is longer than 107
   *     bytes in UTF-8
   */
  public static LocalName namespaced(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in name: " + name.replace("\0", "\\0"));
    }
    return new LocalName(UnixAddress.abstractName(name));
  }

  /**
   * A path if it is absolute, a namespaced name otherwise: for names out of configuration files.
   *
   * @throws IllegalArgumentException as {@link #path} and {@link #namespaced} do
   */
  public static LocalName of(String name) {
    if (name.startsWith("/")) {
      return path(Path.of(name));
    }
    return namespaced(name);
  }

  /** What the name becomes on this platform: on Unix a {@link UnixAddress}. */
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
