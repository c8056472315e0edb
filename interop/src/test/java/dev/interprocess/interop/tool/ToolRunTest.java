package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixSeqPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipc run}: a command with endpoints as its descriptors. */
final class ToolRunTest {
  @TempDir Path folder;

  @Test
  void aSocketIsTheDescriptorThatWasAsked() throws Exception {
    Path path = folder.resolve("a.sock");
    String script =
        "import os, socket; s = socket.socket(fileno=7); s.send(b'from 7');"
            + " print(s.recv(10).decode(), sorted(map(int, os.listdir('/proc/self/fd'))))";
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(path));
        RunningProgram tool =
            ToolProcess.start(
                "run", "--fd", "7=" + ToolProcess.unix(path), "--", "python3", "-c", script);
        LocalStream client = listener.accept()) {
      assertThat(new String(client.readFully(6), StandardCharsets.UTF_8)).isEqualTo("from 7");
      client.write("answer".getBytes(StandardCharsets.UTF_8));
      assertThat(tool.awaitExit()).isZero();
      // The last is the listing's own.
      assertThat(tool.output()).isEqualTo("answer [0, 1, 2, 3, 7]\n");
      assertThat(client.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void severalKindsAtOnce() throws Exception {
    Path packets = folder.resolve("packets");
    Path fifo = folder.resolve("fifo");
    assertThat(ToolProcess.run("fifo", "create", fifo.toString()).code()).isZero();
    try (LocalListener<UnixSeqPacket> listener = UnixSeqPacket.listen(UnixAddress.path(packets))) {
      ToolProcess.Result result =
          ToolProcess.run(
              "run",
              "--fd",
              "3=seqpacket:" + packets,
              "--fd=4=fifo:" + fifo,
              "sh",
              "-c",
              "echo packet >&3; echo through >&4; head -1 <&4");
      assertThat(result.errorLines()).isEmpty();
      assertThat(result).isEqualTo(new ToolProcess.Result(0, "through\n", List.of()));
      try (UnixSeqPacket client = listener.accept()) {
        assertThat(client.receive().orElseThrow()).asString().isEqualTo("packet\n");
      }
    }
  }

  @Test
  void endsAsTheCommandDoes() throws Exception {
    assertThat(ToolProcess.run("run", "true").code()).isZero();
    assertThat(ToolProcess.run("run", "sh", "-c", "exit 7").code()).isEqualTo(7);
    assertThat(ToolProcess.run("run", "--", "sh", "-c", "kill -TERM $$").code()).isEqualTo(143);
    assertThat(ToolProcess.run("run", "--", "sh", "-c", "kill -KILL $$").code()).isEqualTo(137);
  }

  @Test
  void standardStreamsAreTheTools() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runWithInput("in\n", "run", "sh", "-c", "cat; echo err >&2");
    assertThat(result).isEqualTo(new ToolProcess.Result(0, "in\n", List.of("err")));
  }

  @Test
  void whatFailsIsTold() throws Exception {
    ToolProcess.Result missing = ToolProcess.run("run", "nonexistent-command");
    assertThat(missing)
        .isEqualTo(
            new ToolProcess.Result(
                127,
                "",
                List.of("ipc: start nonexistent-command: No such file or directory (ENOENT)")));
    ToolProcess.Result noProgram = ToolProcess.run("run", "/etc/hostname");
    assertThat(noProgram.code()).isEqualTo(126);
    ToolProcess.Result nobody = ToolProcess.run("run", "--fd", "3=unix:/nonexistent", "true");
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.errorLines())
        .containsExactly("ipc: connect unix:/nonexistent: No such file or directory (ENOENT)");
  }

  @Test
  void aSignalEndsTheCommandToo() throws Exception {
    try (RunningProgram tool = ToolProcess.start("run", "sh", "-c", "echo $$; exec sleep 100")) {
      String pid = tool.awaitOutputLine("");
      tool.process().toHandle().destroy();
      assertThat(tool.awaitExit()).isEqualTo(143);
      assertThat(Files.exists(Path.of("/proc", pid))).isFalse();
    }
  }
}
