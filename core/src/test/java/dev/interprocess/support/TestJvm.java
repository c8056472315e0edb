package dev.interprocess.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A second JVM that runs a class of the tests and talks by lines. Killed when the test is over. */
public record TestJvm(Process process, BufferedReader output, BufferedWriter input)
    implements AutoCloseable {

  /** Runs {@code main}, behind a shell command such as {@code ulimit -n 80} if one is given. */
  public static TestJvm start(String shell, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c"));
    command.add((shell.isEmpty() ? "" : shell + " && ") + "exec \"$0\" \"$@\"");
    command.addAll(command(main));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new TestJvm(process, process.inputReader(UTF_8), process.outputWriter(UTF_8));
  }

  /** What runs {@code main}. */
  public static List<String> command(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        ClassPath.JARS,
        main.getName());
  }

  public void tell(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  public String hear() throws IOException {
    return String.valueOf(output.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** As users have it: of jars, which stay open, so classes can be loaded without a descriptor. */
  private static final class ClassPath {
    static final String JARS = jar("classes") + File.pathSeparator + jar("test-classes");

    private static String jar(String folder) {
      Path jar = Path.of("target", folder + "-for-tests.jar").toAbsolutePath();
      int status =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(System.out, System.err, "cf", jar.toString(), "-C", "target/" + folder, ".");
      if (status != 0) {
        throw new IllegalStateException("jar of " + folder);
      }
      return jar.toString();
    }
  }
}
