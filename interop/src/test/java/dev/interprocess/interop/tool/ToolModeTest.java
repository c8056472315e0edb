package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ipc listen --mode}: who may connect. */
final class ToolModeTest {
  private static final String AS_NOBODY =
      "exec setpriv --reuid 65534 --regid 65534 --clear-groups socat - \"UNIX-CONNECT:$1\"";

  @TempDir Path folder;
  private Path socket = Path.of("");

  @BeforeEach
  void openFolder() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    socket = folder.resolve("socket");
  }

  private RunningProgram listening(String mode) throws Exception {
    return ToolProcess.listening("listen", "--echo", "--mode", mode, ToolProcess.unix(socket));
  }

  @ParameterizedTest
  @CsvSource({"0666, rw-rw-rw-", "0600, rw-------", "660, rw-rw----"})
  void theFileHasIt(String mode, String permissions) throws Exception {
    try (RunningProgram listener = listening(mode)) {
      assertThat(listener.process().isAlive()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo(permissions);
    }
  }

  @Test
  void withoutItOnlyTheOwnerMay() throws Exception {
    try (RunningProgram listener = ToolProcess.listening("listen", ToolProcess.unix(socket))) {
      assertThat(listener.process().isAlive()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void itIsInForceForAnotherUser() throws Exception {
    Tools.require("setpriv");
    Tools.require("socat");
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    try (RunningProgram listener = listening("0600")) {
      assertThat(listener.process().isAlive()).isTrue();
      ToolProcess.Result refused = ToolProcess.runScript(AS_NOBODY, socket.toString());
      assertThat(refused.code()).isNotZero();
      assertThat(refused.errorLines().toString()).contains("Permission denied");
    }
    try (RunningProgram listener = listening("0666")) {
      ToolProcess.Result served =
          ToolProcess.runScript("echo hello | (" + AS_NOBODY + ")", socket.toString());
      assertThat(served.errorLines()).isEmpty();
      assertThat(served.output()).isEqualTo("hello\n");
      assertThat(listener.awaitExit()).isZero();
    }
  }
}
