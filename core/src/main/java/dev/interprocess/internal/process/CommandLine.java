package dev.interprocess.internal.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of a command, as the system takes them. */
public final class CommandLine {
  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String ADDED = "PWD";

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
   * The words for that shell to give its command the variables that the shell would lose, those
   * whose names it can't have, and to take away the one that it adds.
   */
  public static List<String> within(Map<String, String> variables, List<String> words) {
    List<String> changes = new ArrayList<>();
    if (!variables.containsKey(ADDED)) {
      changes.addAll(List.of("-u", ADDED));
    }
    variables.forEach(
        (name, value) -> {
          if (!SHELL_NAME.matcher(name).matches()) {
            changes.add(name + "=" + value);
          }
        });
    if (changes.isEmpty() || words.getFirst().contains("=")) { // which would be taken for one
      return words;
    }
    changes.addFirst("/usr/bin/env");
    changes.addAll(words);
    return changes;
  }

  /**
   * The path of a program, as far as can be told before it is tried.
   *
   * @param directory where it will run, to which its path may be relative
   * @param path where it is looked for: {@code PATH}
   */
  public static Optional<String> find(String program, Path directory, String path) {
    if (program.contains("/")) {
      return Optional.of(program).filter(name -> Files.exists(directory.resolve(name)));
    }
    return Arrays.stream(path.split(":", -1))
        .map(folder -> (folder.isEmpty() ? "." : folder) + "/" + program)
        .filter(name -> Files.exists(directory.resolve(name)))
        .findFirst();
  }
}
