package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_PATH;

import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name that fits into a socket address, whatever it is that it stands for: a path that is too
 * long is given to the kernel as {@code /proc/self/fd/N/file}, N being a descriptor of its folder,
 * open for as long as the name is used.
 */
public final class FolderPath implements AutoCloseable {
  private static final String PREFIX = "/proc/self/fd/";

  /** How long the last part of a path can be that is longer than an address holds. */
  public static final int LONGEST_FILE =
      SockaddrUn.LONGEST_NAME - (PREFIX + Integer.MAX_VALUE + "/").length();

  private final byte[] name;
  private final int folder;

  private FolderPath(byte[] name, int folder) {
    this.name = name;
    this.folder = folder;
  }

  public static FolderPath of(byte[] name) throws ErrnoException {
    if (isShort(name)) {
      return new FolderPath(name, -1);
    }
    int slash = lastSlash(name);
    try (Arena arena = Arena.ofConfined()) {
      byte[] path = Arrays.copyOf(name, Math.max(slash, 1));
      int flags = O_PATH | Target.O_DIRECTORY | O_CLOEXEC;
      int folder =
          ErrnoException.check(
              "open", Fcntl.openat(AT_FDCWD, CString.allocate(arena, path), flags, 0));
      byte[] prefix = (PREFIX + folder).getBytes(StandardCharsets.US_ASCII);
      byte[] shortName = Arrays.copyOf(prefix, prefix.length + name.length - slash);
      System.arraycopy(name, slash, shortName, prefix.length, name.length - slash);
      return new FolderPath(shortName, folder);
    }
  }

  /** Whether the kernel takes the name as it is. */
  public static boolean isShort(byte[] name) {
    return name.length <= SockaddrUn.LONGEST_NAME || name[0] == 0;
  }

  /** How long the last part of a path is. */
  public static int fileLength(byte[] path) {
    return path.length - lastSlash(path) - 1;
  }

  private static int lastSlash(byte[] path) {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    return slash;
  }

  public byte[] name() {
    return name;
  }

  @Override
  public void close() {
    if (folder >= 0) {
      Unistd.close(folder);
    }
  }
}
