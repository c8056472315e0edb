package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc completion}: scripts that the shells take, and that complete. */
final class ToolCompletionTest {
  // What bash does at a TAB: $2 and so on are the words, the last of them unfinished.
  private static final String COMPLETE =
      """
      . "$1"
      shift
      [[ $(complete -p ipc) =~ -F\\ ([^ ]+) ]]
      compopt() { :; } # only the shell itself may call the real one
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
      "${BASH_REMATCH[1]}" ipc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}" | sort
      """;

  @TempDir Path folder;

  private Path script(String shell) throws IOException, InterruptedException {
    ToolProcess.Result result = ToolProcess.run("completion", shell);
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).isEmpty();
    return Files.writeString(folder.resolve(shell), result.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellTakesIt(String shell) throws Exception {
    Tools.require(shell);
    ToolProcess.Result check =
        ToolProcess.runScript("exec \"$1\" -n \"$2\"", shell, script(shell).toString());
    assertThat(check.errorLines()).isEmpty();
    assertThat(check.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void itKnowsCommandsAndOptions(String shell) throws Exception {
    assertThat(Files.readString(script(shell)))
        .contains("connect", "listen", "relay", "print-peer", "retry");
  }

  @Test
  void anUnknownShellIsToldTheKnownOnes() throws Exception {
    ToolProcess.Result result = ToolProcess.run("completion", "tcsh");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errorLines().getFirst())
        .startsWith("ipc: ")
        .endsWith("'tcsh' is none of bash, zsh, fish");
  }

  @ParameterizedTest
  @CsvSource({
    "ipc co, completion connect",
    "ipc li, list listen",
    "ipc listen --ec, --echo",
    "ipc connect --re, --retry",
    "ipc completion ba, bash",
    "ipc listen --replace st, stale",
  })
  void bashCompletes(String line, String expected) throws Exception {
    Tools.require("bash");
    String words = "'" + line.replace(" ", "' '") + "'";
    ToolProcess.Result result =
        ToolProcess.runScript(
            "set -- \"$1\" " + words + "\n" + COMPLETE, script("bash").toString());
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output().strip().split("\\s+")).containsExactly(expected.split(" ", -1));
  }
}
