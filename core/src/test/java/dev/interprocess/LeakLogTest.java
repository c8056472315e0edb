package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.LosingProgram;
import dev.interprocess.support.TestJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Says once where a lost object was opened; in another JVM, whose log is its standard error. */
class LeakLogTest {
  @Test
  void namesTheLineThatOpenedIt() throws Exception {
    assertThat(logOf("on"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("socket pair was never closed")
                    .contains("LosingProgram.lose(LosingProgram.java:"))
        .noneMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void namesTheThreadWhereNoLineOfTheProgramIsOnTheStack() throws Exception {
    assertThat(logOf("on"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("pipe was never closed; it was opened by")
                    .contains("opener"))
        .noneMatch(line -> line.contains("null"));
  }

  @Test
  void isTheWholeStackWhenAsked() throws Exception {
    assertThat(logOf("full"))
        .anyMatch(line -> line.contains("was never closed"))
        .anyMatch(line -> line.contains("LosingProgram.main"));
  }

  @Test
  void isSilentWhenAsked() throws Exception {
    assertThat(logOf("off")).noneMatch(line -> line.contains("never closed"));
  }

  private static List<String> logOf(String detail) throws Exception {
    List<String> lines = new ArrayList<>();
    try (TestJvm jvm =
        TestJvm.start(
            "exec 2>&1; export JDK_JAVA_OPTIONS=-Ddev.interprocess.leaks=" + detail,
            LosingProgram.class)) {
      for (String line = jvm.hear(); !line.equals("done"); line = jvm.hear()) {
        assertThat(line).isNotEqualTo("null");
        lines.add(line);
      }
    }
    return lines;
  }
}
