package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --help} and {@code --version}: on standard output, as they were asked for. */
final class ToolHelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "listen",
        "connect",
        "relay",
        "run",
        "fifo",
        "signal",
        "list",
        "doctor",
        "completion"
      })
  void eachCommandHasHelpWithAnExample(String command) throws Exception {
    ToolProcess.Result result = ToolProcess.run(command, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output())
        .startsWith("Usage: ipc " + command)
        .containsPattern("\nExample: .*ipc " + command);
    assertThat(result.output().lines()).allMatch(line -> line.length() <= 80);
    assertThat(ToolProcess.run(command, "-h")).isEqualTo(result);
  }

  @Test
  void theToolsHelpListsTheCommands() throws Exception {
    ToolProcess.Result result = ToolProcess.run("--help");
    assertThat(result.code()).isZero();
    assertThat(result.output())
        .startsWith("Usage: ipc ")
        .contains("Exit codes: 0 done, 2 wrong usage, 1 everything else.", "Example: ipc ");
    for (String command :
        new String[] {
          "demo",
          "listen",
          "connect",
          "relay",
          "run",
          "fifo",
          "signal",
          "list",
          "doctor",
          "completion"
        }) {
      assertThat(result.output()).containsPattern("\n  " + command + " ");
    }
  }

  @Test
  void eachCommandIsToldInAWholeSentence() throws Exception {
    String commands = ToolProcess.run("--help").output().split("Commands:\n", 2)[1];
    String oneLineEach = commands.split("\n\n", 2)[0].replaceAll("\n {10,}", " ");
    assertThat(oneLineEach.lines()).allMatch(line -> line.endsWith("."));
  }

  @Test
  void versionIsOneLine() throws Exception {
    ToolProcess.Result result = ToolProcess.run("--version");
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output()).matches("ipc \\d+\\.\\d+\\.\\d+\n");
  }
}
