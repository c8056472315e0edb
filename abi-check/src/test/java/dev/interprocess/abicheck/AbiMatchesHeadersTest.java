package dev.interprocess.abicheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AbiMatchesHeadersTest {
  @ParameterizedTest
  @EnumSource
  void everyConstantAndLayoutIsThatOfTheHeaders(Target target)
      throws IOException, InterruptedException {
    // Not a temporary folder: the C text is there to look at when this fails.
    AbiCheck check = Ziglang.checkIn(Path.of("target", "abi-check"));

    assertThat(check.failures(target, target.interfaces())).isEmpty();
  }
}
