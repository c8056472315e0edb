package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipc fifo}, and FIFO files in a relay, with the shell as the other side. */
final class ToolFifoTest {
  @TempDir Path folder;
  private String path = "";

  @BeforeEach
  void name() {
    path = folder.resolve("a fifo").toString();
  }

  @Test
  void createMakesOneWithExactlyTheModeAndLeavesIt() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript("umask 077; exec \"$IPC\" fifo create \"$1\" --mode 0640", path);
    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).containsExactly("created fifo:" + path);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
        .isEqualTo("rw-r-----");
    assertThat(ToolProcess.runScript("test -p \"$1\"", path).code()).isZero();
    assertThat(ToolProcess.run("fifo", "create", path).errorLines())
        .containsExactly("ipc: create " + path + ": File exists (EEXIST)");
  }

  @Test
  void whatOneWritesAnotherReadsToTheEnd() throws Exception {
    ToolProcess.run("fifo", "create", path);
    try (RunningProgram reader = ToolProcess.start("fifo", "read", path)) {
      reader.awaitErrorLine("reading fifo:" + path);
      ToolProcess.Result writer = ToolProcess.runWithInput("through", "fifo", "write", path);
      assertThat(writer.code()).isZero();
      assertThat(writer.errorLines()).containsExactly("writing fifo:" + path);
      assertThat(reader.awaitExit()).isZero();
      assertThat(reader.output()).isEqualTo("through");
    }
  }

  @Test
  void theShellsCommandsAreTheOtherSide() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            mkfifo "$1"
            head -c 3000000 /dev/urandom > "$1.data"
            cat "$1.data" > "$1" &
            "$IPC" fifo read "$1" 2>/dev/null | cmp - "$1.data" && echo same
            dd if="$1" of="$1.back" status=none &
            "$IPC" fifo write "$1" 2>/dev/null < "$1.data"
            wait
            cmp "$1.data" "$1.back" && echo same
            """,
            path);
    assertThat(result.output()).isEqualTo("same\nsame\n");
  }

  @Test
  void aRegularFileInItsPlaceIsRefusedAndStays() throws Exception {
    Files.writeString(Path.of(path), "precious");
    for (String action : new String[] {"read", "write"}) {
      ToolProcess.Result result = ToolProcess.run("fifo", action, path);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.errorLines()).containsExactly("ipc: open " + path + ": not a FIFO");
    }
    assertThat(Path.of(path)).hasContent("precious");
  }

  @Test
  void aRelayReadsFromOneAndWritesToAnother() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            mkfifo "$1" "$1.to"
            "$IPC" relay "fifo:$1" "fifo:$1.to" 2>/dev/null &
            cat "$1.to" &
            echo through > "$1"
            wait
            """,
            path);
    assertThat(result.output()).isEqualTo("through\n");
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    assertThat(ToolProcess.run("fifo", "remove", path).code()).isEqualTo(2);
    assertThat(ToolProcess.run("fifo", "read", path, "--mode", "0600").code()).isEqualTo(2);
    assertThat(ToolProcess.run("fifo", "create", path, "--mode", "999").code()).isEqualTo(2);
  }
}
