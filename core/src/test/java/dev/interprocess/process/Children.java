package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Children for tests, and what the kernel tells of them. */
final class Children {
  static final Duration LONG = Duration.ofSeconds(20);

  private Children() {}

  static Child.Builder shell(String script) {
    return Child.command("/bin/sh", "-c", script);
  }

  static Child.Builder python(String script) {
    return Child.command("/usr/bin/python3", "-c", script);
  }

  /** A Java program, of the tests' class path. */
  static Child.Builder java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(TestJvm.command(main));
    command.addAll(List.of(arguments));
    return Child.command(command.toArray(String[]::new));
  }

  /** All that it writes to its standard output, and how it ends. */
  static String outputOf(Child.Builder builder) throws IOException {
    try (Child child = builder.error(ProcessBuilder.Redirect.INHERIT).start()) {
      child.input().close();
      String output = new String(child.output().inputStream().readAllBytes(), UTF_8);
      ExitStatus status = child.waitFor();
      return status.isSuccess() ? output.strip() : output.strip() + " " + status;
    }
  }

  /** A line of {@code /proc/PID/status}. */
  static String status(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Whether there is such a process, be it one that has ended and was not waited for. */
  static boolean exists(long pid) {
    return Files.exists(Path.of("/proc/" + pid));
  }

  /** Waits until something is so that no event announces. */
  static void await(Question question) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!question.ask()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not become so");
      }
      Thread.sleep(2);
    }
  }

  interface Question {
    boolean ask() throws Exception;
  }
}
