package dev.interprocess.interop.tool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ipc doctor}: what it says is so. */
final class ToolDoctorTest {
  private static String find(String group, String name) throws Exception {
    ToolProcess.Result result = ToolProcess.run("doctor", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).isEmpty();
    Map<?, ?> findings = (Map<?, ?>) JsonValues.parse(result.output());
    Map<?, ?> entries = (Map<?, ?>) requireNonNull(findings.get(group), group);
    return String.valueOf(entries.get(name));
  }

  @Test
  void theTableHasAllGroups() throws Exception {
    ToolProcess.Result result = ToolProcess.run("doctor");
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output())
        .containsPattern("system +platform +linux-")
        .containsPattern("features +local socket +yes")
        .containsPattern("limits +socket name +107 bytes");
  }

  @Test
  void jsonEndsInALineFeed() throws Exception {
    assertThat(ToolProcess.run("doctor", "--json").output()).endsWith("}\n");
  }

  @Test
  void itNamesThisSystem() throws Exception {
    assertThat(find("system", "kernel"))
        .isEqualTo(System.getProperty("os.name") + " " + System.getProperty("os.version"));
    assertThat(find("features", "abstract names")).isEqualTo("true");
  }

  /** The numbers are those that a shell sees. */
  @ParameterizedTest
  @CsvSource({
    "listen backlog, cat /proc/sys/net/core/somaxconn",
    "socket buffer, cat /proc/sys/net/core/wmem_default",
    "greatest socket buffer, cat /proc/sys/net/core/wmem_max",
    "greatest pipe, cat /proc/sys/fs/pipe-max-size",
    "open descriptors, ulimit -n"
  })
  void limitsAreThoseOfTheSystem(String limit, String command) throws Exception {
    String expected = ToolProcess.runScript("ulimit -Sn \"$(ulimit -Hn)\"; " + command).output();
    assertThat(find("limits", limit)).isEqualTo(expected.strip());
  }
}
