package dev.interprocess.windows;

import java.net.SocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a named pipe: of this computer ({@code \\.\pipe\NAME}) or, for a client, of another
 * one ({@code \\HOST\pipe\NAME}). A value; case does not count, as with the system.
 *
 * <p>See <a href="https://learn.microsoft.com/windows/win32/ipc/pipe-names">Pipe Names</a>.
 */
public final class NamedPipeAddress extends SocketAddress {
  private static final long serialVersionUID = 1L;

  private static final String HERE = "\\\\.\\pipe\\";
  private static final int LONGEST = 256;
  private static final Pattern ONLY_DOTS = Pattern.compile("[. ]+");

  private final String path;

  private NamedPipeAddress(String path) {
    this.path = path;
  }

  /**
   * The pipe of that name, with its prefix or without.
   *
   * @param name any characters but NUL, {@code LOCAL\NAME} for an app package's own, or a whole
   *     path {@code \\HOST\pipe\NAME}; 256 characters at most, with its prefix
   * @throws IllegalArgumentException if it is empty, too long, has a NUL in it, or a part that is
   *     {@code ..} or the like, which would lead out of where pipes are
   */
  public static NamedPipeAddress of(String name) {
    String path = name.startsWith("\\\\") ? name : HERE + name;
    int start = path.toLowerCase(Locale.ROOT).indexOf("\\pipe\\", 2);
    if (start < 3 || path.indexOf('\\', 2) != start) {
      throw new IllegalArgumentException("not the path of a pipe: " + name);
    }
    if (start + "\\pipe\\".length() == path.length()) {
      throw new IllegalArgumentException("empty name of a pipe: " + name);
    }
    for (String part : path.substring(start + 1).split("[\\\\/]", -1)) {
      if (ONLY_DOTS.matcher(part).matches()) { // the system would look for it elsewhere
        throw new IllegalArgumentException("'" + part + "' in name of a pipe: " + name);
      }
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in name: " + name.replace("\0", "\\0"));
    }
    if (path.length() > LONGEST) {
      throw new IllegalArgumentException(
          "name of a pipe of " + path.length() + " characters, " + LONGEST + " at most: " + name);
    }
    return new NamedPipeAddress(path);
  }

  /** The whole path, {@code \\.\pipe\NAME} if it is of this computer. */
  public String path() {
    return path;
  }

  /** Whether it is of this computer: only such a name can be listened on. */
  public boolean isLocal() {
    return path.startsWith("\\\\.\\");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedPipeAddress address && path.equalsIgnoreCase(address.path);
  }

  @Override
  public int hashCode() {
    return path.toLowerCase(Locale.ROOT).hashCode();
  }

  /** As {@code pipe:NAME}, with the whole path if it is another computer's. */
  @Override
  public String toString() {
    return "pipe:" + (isLocal() ? path.substring(HERE.length()) : path);
  }
}
