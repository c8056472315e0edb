package dev.interprocess.abicheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Zig's C compiler, which brings the headers of every target along. */
public final class ZigCompiler {
  private static final long TIMEOUT_SECONDS = 50;

  private final List<String> command;
  private final Optional<Path> pythonPath;
  private final Path folder;

  /**
   * Takes the command from the system property or environment variable INTERPROCESS_ZIG, being
   * {@code python3 -m ziglang} if there is none, and Python's module from the folder that the
   * system property ziglang.path names.
   *
   * @param folder for the texts to compile, what comes of them, and the compiler's caches
   * @return empty if there is no such command, or it does not run
   */
  public static Optional<ZigCompiler> find(Path folder) throws IOException, InterruptedException {
    String variable = System.getenv().getOrDefault("INTERPROCESS_ZIG", "python3 -m ziglang");
    String command = System.getProperty("INTERPROCESS_ZIG", variable);
    ZigCompiler compiler =
        new ZigCompiler(
            List.of(command.strip().split("\\s+")),
            Optional.ofNullable(System.getProperty("ziglang.path")).map(Path::of),
            folder);
    return compiler.runs() ? Optional.of(compiler) : Optional.empty();
  }

  private ZigCompiler(List<String> command, Optional<Path> pythonPath, Path folder)
      throws IOException {
    this.command = command;
    this.pythonPath = pythonPath;
    this.folder = Files.createDirectories(folder).toAbsolutePath();
  }

  private boolean runs() throws InterruptedException {
    try {
      return run("version.txt", "version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Compiles a C file of the folder.
   *
   * @return what the compiler had to say, if it refused the file
   */
  Optional<String> compile(Target target, String file) throws IOException, InterruptedException {
    String output = file + ".txt";
    int exit =
        run(
            output,
            "cc",
            "-target",
            target.toString(),
            "-w",
            "-ferror-limit=0",
            "-fno-caret-diagnostics",
            "-fno-color-diagnostics",
            "-c",
            file,
            "-o",
            file + ".o");
    return exit == 0
        ? Optional.empty()
        : Optional.of("exit status " + exit + "\n" + Files.readString(folder.resolve(output)));
  }

  Path folder() {
    return folder;
  }

  private int run(String output, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(output).toFile());
    pythonPath.ifPresent(
        path -> builder.environment().put("PYTHONPATH", path.toAbsolutePath().toString()));
    builder.environment().put("ZIG_GLOBAL_CACHE_DIR", folder.resolve("cache").toString());
    builder.environment().put("ZIG_LOCAL_CACHE_DIR", folder.resolve("cache").toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(line + " takes more than " + TIMEOUT_SECONDS + " s");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
