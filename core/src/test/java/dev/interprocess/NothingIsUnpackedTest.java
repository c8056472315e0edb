package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library is classes alone: it needs no folder to put a native library into. */
class NothingIsUnpackedTest {
  @Test
  void noTemporaryFolderIsNeeded() throws Exception {
    try (TestJvm jvm =
        TestJvm.start(
            "export JDK_JAVA_OPTIONS='-Djava.io.tmpdir=/nonexistent -XX:-UsePerfData'",
            Working.class)) {
      assertThat(jvm.hear()).isEqualTo("works without /nonexistent");
    }
  }

  @Test
  void thereIsNothingButClassesInIt() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      List<Path> others =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".class"))
              .toList();
      assertThat(others).allMatch(file -> file.toString().contains("META-INF"));
    }
  }

  /** Connects, once. */
  static final class Working {
    private Working() {}

    public static void main(String[] arguments) throws Exception {
      try (SocketPair<LocalStream> pair = LocalStream.pair()) {
        pair.first().write(new byte[1]);
        pair.second().readFully(1);
        System.out.println("works without " + System.getProperty("java.io.tmpdir"));
      }
    }
  }
}
