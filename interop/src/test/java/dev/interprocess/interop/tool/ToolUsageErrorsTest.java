package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line alone shows to be wrong: exit code 2. */
final class ToolUsageErrorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "--nonsense",
        "list --nonsense",
        "connect",
        "connect foo:bar",
        "connect /an/absolute/path",
        "connect unix:",
        "connect abstract:",
        "connect local:",
        "connect tcp:localhost:1",
        "connect stdio:x",
        "connect unix:/x unix:/y",
        "connect --timeout soon unix:/x",
        "connect --timeout -1s unix:/x",
        "connect --retry 5parsecs unix:/x",
        "listen --count x unix:/x",
        "listen --count 0 unix:/x",
        "listen --count 2 --keep unix:/x",
        "listen --mode 9 unix:/x",
        "listen --replace never unix:/x",
        "relay unix:/x",
        "relay tcp:x unix:/x",
        "relay tcp:localhost:66000 unix:/x",
        "relay --keep stdio: unix:/x",
        "relay --keep exec:true unix:/x",
        "relay exec: unix:/x",
        "listen exec:true",
        "listen unix:/x command",
        "listen unix:/x --activate",
        "listen unix:/x --activate --echo -- command",
        "listen unix:/x --exec command --echo",
        "listen datagram:/x --exec command",
        "run",
        "run --fd 3 command",
        "run --fd x=unix:/x command",
        "run --fd 3=foo:/x command",
        "run --fd 3=exec:true command",
        "run --fd 3=unix:/x --fd 3=unix:/x command",
        "signal",
        "signal nonsense",
        "signal list TERM",
        "signal list --count 1",
        "signal send 1",
        "signal send x TERM",
        "signal send 0 TERM",
        "signal send -1 TERM",
        "signal send 4294967297 TERM",
        "signal send 1 NONSENSE",
        "signal send 1 32",
        "signal send 1 65",
        "signal send 1 TERM HUP",
        "signal send 1 TERM --value x",
        "signal send 1 TERM --json",
        "signal watch",
        "signal watch NONSENSE",
        "signal watch KILL",
        "signal watch USR2",
        "signal watch TERM TERM",
        "signal watch --count 0 TERM",
        "signal watch --value 1 TERM",
        "signal watch --timeout soon TERM",
        "completion tcsh"
      })
  void wrongUsageIsTold(String line) throws Exception {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    ToolProcess.Result result = ToolProcess.run(arguments);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).isEmpty();
    assertThat(result.errorLines()).hasSizeBetween(1, 2).first().asString().startsWith("ipc: ");
    assertThat(result.errorLines().toString()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void nothingIsMadeBeforeUsageIsChecked() throws Exception {
    Path socket = folder.resolve("socket");
    assertThat(ToolProcess.run("listen", "--mode", "rw", ToolProcess.unix(socket)).code())
        .isEqualTo(2);
    assertThat(socket).doesNotExist();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
