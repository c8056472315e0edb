package dev.interprocess.internal.job;

import java.nio.file.Path;

/** Paths as the system's functions take them. */
public final class SystemPath {
  // MAX_PATH, less what the system needs itself.
  private static final int LONGEST_PLAIN = 247;

  private SystemPath() {}

  /** The absolute path, in the form that may be longer than 260 characters if it is. */
  public static String of(Path path) {
    String absolute = path.toAbsolutePath().toString();
    if (absolute.length() <= LONGEST_PLAIN || absolute.startsWith("\\\\?\\")) {
      return absolute;
    }
    return absolute.startsWith("\\\\")
        ? "\\\\?\\UNC" + absolute.substring(1)
        : "\\\\?\\" + absolute;
  }
}
