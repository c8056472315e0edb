package dev.interprocess.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs of this machine that a test can do without. */
public final class Tools {
  private Tools() {}

  /** Skips the test if there is no such program. */
  public static void require(String tool) {
    assumeTrue(isThere(tool), () -> tool + " is not installed");
  }

  private static boolean isThere(String tool) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(":")
        .splitAsStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
