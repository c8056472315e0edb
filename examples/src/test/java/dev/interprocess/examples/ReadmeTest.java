package dev.interprocess.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs in the README are those of the examples, line for line, so they compile and run. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLES =
      ROOT.resolve("examples/src/main/java/dev/interprocess/examples");

  @Test
  void javaInTheReadmeIsThatOfTheExamples() throws IOException {
    List<String> blocks =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map((MatchResult block) -> block.group(1).indent(4))
            .toList();
    assertThat(blocks).hasSize(2);
    assertThat(Files.readString(EXAMPLES.resolve("EchoServer.java"))).contains(blocks.get(0));
    assertThat(Files.readString(EXAMPLES.resolve("EchoClient.java"))).contains(blocks.get(1));
  }
}
