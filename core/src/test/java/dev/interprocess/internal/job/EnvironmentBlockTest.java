package dev.interprocess.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order that the system looks variables up by: that of their capital letters. */
class EnvironmentBlockTest {
  @Test
  void anUnderscoreComesBehindTheLetters() {
    assertThat(EnvironmentBlock.of(Map.of("A_B", "1", "ab", "2", "Abc", "3")))
        .startsWith("ab=2\0Abc=3\0A_B=1\0");
  }
}
