package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Project;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher builds what is stale, once, and becomes the JVM. */
final class LauncherTest {
  private static final List<String> SOURCES =
      List.of("ipc", "build", ".mvn", "core", "picocli", "cli");
  private static final String VERSION = "ipc 0.1.0\n";

  @TempDir Path folder;

  @Test
  void becomesTheJvm() throws Exception {
    try (RunningProgram tool =
        ToolProcess.listening("listen", ToolProcess.unix(folder.resolve("socket")))) {
      assertThat(tool.process().info().command())
          .hasValueSatisfying(c -> assertThat(c).endsWith("/bin/java"));
      assertThat(tool.process().children()).isEmpty();
    }
  }

  /** On a copy of the project, with a {@code mvn} before the real one that counts its runs. */
  @Test
  @Tag("slow")
  @Timeout(300)
  void buildsOnceAndAgainForAnotherJdkOnly() throws Exception {
    Tools.require("mvn");
    Path copy = copyOfTheProject();
    Path jdk = Path.of(System.getProperty("java.home"));

    try (RunningProgram first = launch(copy, jdk);
        RunningProgram second = launch(copy, jdk)) {
      for (RunningProgram tool : List.of(first, second)) {
        assertThat(tool.awaitExit()).as("%s", tool).isZero();
        assertThat(tool.output()).isEqualTo(VERSION);
      }
      assertThat(Stream.of(first, second).filter(tool -> !tool.errorLines().isEmpty()))
          .as("who built")
          .hasSize(1);
    }
    assertThat(builds()).isEqualTo(1);

    Map<Path, FileTime> built = filesOf(copy);
    try (RunningProgram again = launch(copy, jdk)) {
      assertThat(again.awaitExit()).isZero();
      assertThat(again.output()).isEqualTo(VERSION);
      assertThat(again.errorLines()).isEmpty();
    }
    assertThat(filesOf(copy)).isEqualTo(built);

    Path otherJdk = Files.createSymbolicLink(folder.resolve("jdk"), jdk);
    try (RunningProgram changed = launch(copy, otherJdk)) {
      assertThat(changed.awaitExit()).as("%s", changed).isZero();
      assertThat(changed.output()).isEqualTo(VERSION);
    }
    assertThat(builds()).isEqualTo(2);
    assertThat(copy.resolve("cli/target/ipc.aot")).isNotEmptyFile();
  }

  private RunningProgram launch(Path project, Path jdk) throws IOException {
    ProcessBuilder launcher = new ProcessBuilder(project.resolve("ipc").toString(), "--version");
    launcher.environment().put("JAVA_HOME", jdk.toString());
    launcher.environment().merge("PATH", folder.resolve("bin") + ":", (path, ours) -> ours + path);
    return RunningProgram.start(launcher);
  }

  private long builds() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("builds"))) {
      return lines.count();
    }
  }

  private Path copyOfTheProject() throws IOException {
    Path counting = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
    Files.writeString(
        counting,
        """
        #!/bin/sh
        echo build >>'%s/builds'
        PATH=${PATH#*:} exec mvn "$@"
        """
            .formatted(folder));
    assertThat(counting.toFile().setExecutable(true)).isTrue();
    Path copy = folder.resolve("project");
    try (Stream<Path> sources = Files.walk(Project.root())) {
      for (Path source : (Iterable<Path>) sources.filter(LauncherTest::isNeeded)::iterator) {
        Path target = copy.resolve(Project.root().relativize(source));
        Files.createDirectories(target.getParent());
        Files.copy(source, target);
      }
    }
    return copy;
  }

  private static boolean isNeeded(Path file) {
    Path path = Project.root().relativize(file);
    String text = "/" + path;
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !text.contains("/target/")
        && !text.contains("/src/test/")
        && (path.endsWith("pom.xml") || SOURCES.stream().anyMatch(path::startsWith));
  }

  private static Map<Path, FileTime> filesOf(Path project) throws IOException {
    Map<Path, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(project)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        files.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      }
    }
    return files;
  }
}
