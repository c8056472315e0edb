package dev.interprocess.interop.windows;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.interop.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a program for Windows. */
final class OnWine {
  private static final Path BIN = Project.root().resolve(".build/wine/bin");

  private static final String THROUGH_A_FILE =
      """
      file=$(mktemp)
      "$@" </dev/null >"$file" 2>&1 &
      tail --pid=$! -s 0.05 -n +1 -f "$file"
      rm "$file"
      wait $!
      """;

  private OnWine() {}

  /** Skips the test where there is no Wine. */
  static void require() {
    assumeTrue(Files.exists(BIN.resolve("java")), "there is no Wine: wine/setup.sh");
  }

  /** A program, and its arguments. */
  static List<String> program(String file, String... arguments) {
    List<String> command = new ArrayList<>(List.of(BIN.resolve("wrun").toString(), file));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The same for one that takes no pipe of Unix as its output: a file's contents are passed on. */
  static List<String> withoutPipes(String file, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-c", THROUGH_A_FILE, "bash"));
    command.addAll(program(file, arguments));
    return command;
  }

  /** The tool, from the jars that are there. */
  static List<String> tool(String... arguments) {
    return tool(List.of(), arguments);
  }

  /** The same, in a JVM with these options. */
  static List<String> tool(List<String> options, String... arguments) {
    Path built = Project.root().resolve("cli/target");
    List<String> jars =
        new ArrayList<>(List.of(built.resolve("interprocess-cli-0.1.0.jar").toString()));
    for (String jar :
        List.of("interprocess-0.1.0", "interprocess-picocli-0.1.0", "jackson-core-2.22.4")) {
      jars.add(built.resolve("lib").resolve(jar + ".jar").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(BIN.resolve("java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=dev.interprocess",
            "--module-path",
            String.join(":", jars),
            "--module",
            "dev.interprocess.cli/dev.interprocess.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A class of the tests. */
  static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(BIN.resolve("java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path", ""));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
