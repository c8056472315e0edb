package dev.interprocess.internal.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words of a command, as the system takes them. */
public final class CommandLine {
  private CommandLine() {}

  public static List<byte[]> bytes(List<String> words) {
    return words.stream().map(NativeText::bytes).toList();
  }

  /**
   * The command behind a shell that does something first in the process that will be the command's:
   * {@code exec} replaces the shell.
   *
   * @param steps commands of the shell
   */
  public static List<String> after(List<String> steps, List<String> words) {
    List<String> shell = new ArrayList<>();
    shell.addAll(List.of("/bin/sh", "-c", String.join("; ", steps) + "; exec \"$@\"", "sh"));
    shell.addAll(words);
    return shell;
  }

  /**
   * Whether there is such a program, as far as can be told before it is tried.
   *
   * @param path where it is looked for: {@code PATH}
   */
  public static boolean isThere(String program, Path directory, String path) {
    if (program.contains("/")) {
      return Files.exists(directory.resolve(program));
    }
    for (String folder : path.split(":", -1)) {
      if (Files.exists(directory.resolve(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }
}
