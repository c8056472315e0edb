package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed arrives, or the tool says that it did not, by its exit code too. */
final class ToolOutputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "list --json",
        "doctor",
        "doctor --json",
        "signal list",
        "completion bash",
        "--help",
        "--version"
      })
  void aFullDiskIsAnError(String arguments) throws Exception {
    ToolProcess.Result result = ToolProcess.runScript("\"$IPC\" " + arguments + " >/dev/full");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines())
        .containsExactly("ipc: write standard output: No space left on device");
  }

  @Test
  void soItIsForBytes() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("a.sock"));
    try (RunningProgram listener =
        ToolProcess.awaitListening(
            ToolProcess.startScript("\"$IPC\" listen \"$1\" >/dev/full", endpoint))) {
      ToolProcess.runWithInput("bytes", "connect", endpoint);
      assertThat(listener.awaitExit()).isEqualTo(1);
      assertThat(listener.errorLines())
          .last()
          .isEqualTo("ipc: write standard output: No space left on device");
    }
  }

  /** As of any other command of a pipeline: 128 + SIGPIPE, and nothing is said. */
  @Test
  void aReaderThatLeavesEndsItBySigpipe() throws Exception {
    Path fifo = folder.resolve("fifo");
    try (RunningProgram script =
        ToolProcess.startScript(
            "mkfifo \"$1\"; { while echo line; do :; done; } >\"$1\" 2>/dev/null &"
                + " \"$IPC\" fifo --quiet read \"$1\" | head -1; echo ${PIPESTATUS[0]}; wait",
            fifo.toString())) {
      assertThat(script.awaitExit()).isZero();
      assertThat(script.outputLines()).isEqualTo(List.of("line", "141"));
      assertThat(script.errorLines()).isEmpty();
    }
  }

  @Test
  void aQuietOneSaysNothing() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(ToolProcess.run("fifo", "--quiet", "create", fifo.toString()))
        .isEqualTo(new ToolProcess.Result(0, "", List.of()));
  }
}
