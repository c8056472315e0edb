package dev.interprocess.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java in the guide is that of these tests and of the examples, so it compiles and runs. */
class GuideTest {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/test/java/dev/interprocess/services"),
          Path.of("../netty/src/test/java/dev/interprocess/netty"),
          Path.of("../examples/src/main/java/dev/interprocess/examples"));

  @Test
  void recipesAreThoseThatTheTestsRun() throws IOException {
    List<String> recipes =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../GUIDE.md")))
            .results()
            .map(recipe -> withoutMargins(recipe.group(1)))
            .toList();
    List<String> sources = new ArrayList<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.list(folder)) {
        files.map(GuideTest::read).map(GuideTest::withoutMargins).forEach(sources::add);
      }
    }
    assertThat(recipes).hasSizeGreaterThan(12);
    assertThat(recipes)
        .allSatisfy(
            recipe ->
                assertThat(sources).anySatisfy(source -> assertThat(source).contains(recipe)));
  }

  private static String withoutMargins(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
