package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything public has a comment. The build's doclint can't see to that: its group {@code missing}
 * has the comments and the tags in one, and here a tag that says what the sentence has said is left
 * out.
 */
class DocumentationTest {
  @TempDir Path folder;

  @Test
  void isThereForEverythingPublic() throws Exception {
    List<String> warnings = doclint(sources(Path.of("src/main/java")));
    assertThat(warnings).anyMatch(line -> line.contains("no @return")); // so it has looked
    assertThat(warnings).noneMatch(line -> line.contains("no comment"));
  }

  @Test
  void isMissedWhereItIsNot() throws Exception {
    Path source = folder.resolve("Bare.java");
    Files.writeString(source, "package dev.interprocess; public class Bare {}");
    assertThat(doclint(List.of(source))).anyMatch(line -> line.contains("no comment"));
  }

  private static List<Path> sources(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private List<String> doclint(List<Path> sources) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-J-Duser.language=en", "-proc:none", "-Xmaxwarns", "5000"));
    command.addAll(List.of("-Xdoclint:missing/protected"));
    command.addAll(
        List.of(
            "-Xdoclint/package:dev.interprocess,dev.interprocess.net,dev.interprocess.process,"
                + "dev.interprocess.unix"));
    command.addAll(List.of("-d", folder.resolve("out").toString()));
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
    sources.forEach(source -> command.add(source.toString()));
    return Peers.outputOf(new ProcessBuilder(command).redirectErrorStream(true).start())
        .lines()
        .toList();
  }
}
