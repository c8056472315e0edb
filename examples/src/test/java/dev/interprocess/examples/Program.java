package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An example in a JVM of its own; killed when the test is over. */
record Program(Process process, BufferedReader output) implements AutoCloseable {

  static Program start(Class<?> example, String... arguments) throws IOException {
    return startBehind(List.of(), example, arguments);
  }

  /** The same, started by another program, whose command this one is appended to. */
  static Program startBehind(List<String> starter, Class<?> example, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.addAll(command(example));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Program(process, process.inputReader(UTF_8));
  }

  static List<String> command(Class<?> example) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(example.getName());
    return command;
  }

  String line() throws IOException {
    return String.valueOf(output.readLine());
  }

  String rest() {
    return output.lines().collect(Collectors.joining("\n"));
  }

  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
