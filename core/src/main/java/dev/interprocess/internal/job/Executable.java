package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.WindowsError.ERROR_BAD_EXE_FORMAT;
import static dev.interprocess.internal.abi.WindowsError.ERROR_FILE_NOT_FOUND;

import dev.interprocess.internal.win32.WindowsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file of a program by its name. The system would look for it in the current directory first,
 * where anybody may have put one of that name.
 */
final class Executable {
  private Executable() {}

  /**
   * Its path, {@code .exe} added if the name has no extension.
   *
   * @param from what a name with a separator is relative to
   * @param path where any other is looked for: {@code PATH}
   */
  static Path find(String name, Path from, String path) throws WindowsException {
    String file = hasExtension(name) ? name : name + ".exe";
    // The system takes dots and spaces off the end.
    String lower = file.toLowerCase(Locale.ROOT).replaceAll("[ .]+$", "");
    if (lower.endsWith(".bat") || lower.endsWith(".cmd")) {
      // The system would start cmd.exe with it, which takes the words apart by rules of its own.
      throw new WindowsException("start", ERROR_BAD_EXE_FORMAT);
    }
    try {
      if (name.chars().anyMatch(c -> c == '/' || c == '\\' || c == ':')) {
        return require(from.resolve(file).toAbsolutePath());
      }
      for (String folder : path.split(";", -1)) {
        if (!folder.isBlank()) {
          Path candidate = Path.of(folder.replace("\"", "")).resolve(file).toAbsolutePath();
          if (isThere(candidate)) {
            return candidate;
          }
        }
      }
    } catch (InvalidPathException e) {
      // No file has such a name.
    }
    throw new WindowsException("start", ERROR_FILE_NOT_FOUND);
  }

  private static boolean hasExtension(String name) {
    return name.lastIndexOf('.') > Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  }

  private static Path require(Path file) throws WindowsException {
    if (!isThere(file)) {
      throw new WindowsException("start", ERROR_FILE_NOT_FOUND);
    }
    return file;
  }

  private static boolean isThere(Path file) {
    // Aliases of packaged programs can't be followed, and can be started.
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file);
  }
}
