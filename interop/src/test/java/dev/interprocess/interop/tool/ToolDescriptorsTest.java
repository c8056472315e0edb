package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open files that go from process to process. */
final class ToolDescriptorsTest extends SocketFixture {
  private Path received() throws Exception {
    return Files.createDirectory(folder.resolve("received"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix", "seqpacket", "datagram"})
  void theirContentsBecomeFilesAndTheBytesGoOn(String kind) throws Exception {
    Path into = received();
    Path first = Files.writeString(folder.resolve("first"), "one");
    Path second = Files.writeString(folder.resolve("second"), "x".repeat(500_000));
    String name = kind + ":" + socket;
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--receive-fd", into.toString(), name)) {
      listener.endInput();
      ToolProcess.Result client =
          ToolProcess.runWithInput(
              "bytes",
              "connect",
              name,
              "--send-fd",
              first.toString(),
              "--send-fd",
              second.toString());
      assertThat(client.errorLines()).isEmpty();
      assertThat(client.code()).isZero();
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.output()).isEqualTo("bytes");
      assertThat(listener.errorLines())
          .contains("received " + into.resolve("1"), "received " + into.resolve("2"));
    }
    assertThat(into.resolve("1")).hasContent("one");
    assertThat(into.resolve("2")).hasSize(500_000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(into.resolve("1"))))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutBytesANulCarriesThem() throws Exception {
    Path into = received();
    Path file = Files.writeString(folder.resolve("file"), "content");
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--receive-fd", into.toString(), endpoint)) {
      listener.endInput();
      assertThat(ToolProcess.run("connect", endpoint, "--send-fd", file.toString()).code())
          .isZero();
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.output()).isEqualTo("\0");
    }
    assertThat(into.resolve("1")).hasContent("content");
  }

  @Test
  void pythonsPipeIsReadToItsEndAndAFileThatIsThereStays() throws Exception {
    Path into = received();
    Files.writeString(into.resolve("2"), "precious");
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--receive-fd", into.toString(), endpoint)) {
      ToolProcess.Result python =
          ToolProcess.runScript(
              """
              exec python3 -c "
              import os, socket, sys
              s = socket.socket(socket.AF_UNIX)
              s.connect(sys.argv[1])
              r, w = os.pipe()
              socket.send_fds(s, [b'x'], [r])
              os.write(w, b'from a pipe')
              os.close(w)
              socket.send_fds(s, [b'y'], [os.open('/etc/hostname', os.O_RDONLY)])
              " "$1"
              """,
              socket.toString());
      assertThat(python.code()).isZero();
      assertThat(listener.awaitExit()).isZero();
    }
    assertThat(into.resolve("1")).hasContent("from a pipe");
    assertThat(into.resolve("2")).hasContent("precious");
    assertThat(into.resolve("3")).hasSameBinaryContentAs(Path.of("/etc/hostname"));
  }

  @Test
  void aFileThatIsNotThereIsToldBeforeAnythingIsSent() throws Exception {
    ToolProcess.Result result =
        ToolProcess.run("connect", endpoint, "--send-fd", folder.resolve("nothing").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines())
        .containsExactly(
            "ipc: open " + folder.resolve("nothing") + ": No such file or directory (ENOENT)");
  }
}
