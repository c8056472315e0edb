package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in this package's documentation names tests that there are, and leaves out no line. */
class ConformanceTableTest {
  private static final Path TABLE = Path.of("src/test/java/dev/interprocess/package-info.java");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+Test\\b");
  private static final Pattern LINE = Pattern.compile("<li>(\\d+)\\.");

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    List<String> there = tests();
    List<String> named = found(TEST, 0).distinct().toList();
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(there).containsAll(named);
  }

  @Test
  void hasEveryLineOnce() throws IOException {
    List<Integer> wanted =
        Stream.of(IntStream.rangeClosed(1, 112), IntStream.rangeClosed(114, 120))
            .flatMap(IntStream::boxed)
            .toList();
    assertThat(found(LINE, 1).map(Integer::valueOf)).containsExactlyElementsOf(wanted);
  }

  private static Stream<String> found(Pattern pattern, int group) throws IOException {
    return pattern
        .matcher(Files.readString(TABLE))
        .results()
        .map((MatchResult result) -> result.group(group));
  }

  /** The names of the test classes of this module and of interop's. */
  private static List<String> tests() throws IOException {
    try (Stream<Path> ours = Files.walk(Path.of("src/test/java"));
        Stream<Path> interop = Files.walk(Path.of("../interop/src/test/java"))) {
      return Stream.concat(ours, interop)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.replace(".java", ""))
          .toList();
    }
  }
}
