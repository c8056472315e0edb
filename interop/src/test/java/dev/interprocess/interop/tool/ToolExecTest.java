package dev.interprocess.interop.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands behind sockets: {@code exec:}, {@code --exec} and {@code --activate}. */
final class ToolExecTest {
  @TempDir Path folder;

  private static String ask(Path socket, String question) throws Exception {
    try (LocalStream client = LocalStream.connect(LocalName.path(socket))) {
      client.write(question.getBytes(UTF_8));
      client.shutdownOutput();
      return new String(client.inputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void relayToACommand() throws Exception {
    Path front = folder.resolve("front");
    try (RunningProgram relay =
        ToolProcess.listening("relay", "--keep", ToolProcess.unix(front), "exec:tr a-z A-Z")) {
      assertThat(ask(front, "one")).isEqualTo("ONE");
      assertThat(ask(front, "two")).isEqualTo("TWO");
      assertThat(relay.errorLines()).hasSize(1);
    }
  }

  @Test
  void relayFromACommand() throws Exception {
    Path path = folder.resolve("a.sock");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(path));
        RunningProgram relay =
            ToolProcess.start("relay", "exec:echo hello; cat >&2", ToolProcess.unix(path));
        LocalStream client = listener.accept()) {
      assertThat(new String(client.readFully(6), UTF_8)).isEqualTo("hello\n");
      client.write("bye\n".getBytes(UTF_8));
      client.close();
      assertThat(relay.awaitExit()).isZero();
      assertThat(relay.errorLines()).containsExactly("bye");
    }
  }

  /** Its output ends long before it has stored what it read. */
  @Test
  void relayWaitsForTheCommand() throws Exception {
    Path front = folder.resolve("front");
    Path file = folder.resolve("file");
    try (RunningProgram relay =
        ToolProcess.listening(
            "relay", ToolProcess.unix(front), "exec:exec >" + file + "; sleep 1; cat")) {
      assertThat(ask(front, "all of it")).isEmpty();
      assertThat(relay.awaitExit()).isZero();
      assertThat(file).hasContent("all of it");
    }
  }

  @Test
  void listenGivesTheSocketToACommand() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (RunningProgram tool =
        ToolProcess.listening("listen", ToolProcess.unix(socket), "--exec", "rev; exit 5")) {
      assertThat(ask(socket, "abc\n")).isEqualTo("cba\n");
      assertThat(tool.awaitExit()).isEqualTo(5);
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void listenServesManyAtOnceByCommands() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (RunningProgram tool =
            ToolProcess.listening("listen", "--keep", ToolProcess.unix(socket), "--exec", "cat");
        LocalStream idle = LocalStream.connect(LocalName.path(socket))) {
      assertThat(ask(socket, "one")).isEqualTo("one");
      assertThat(ask(socket, "two")).isEqualTo("two");
      idle.write("idle".getBytes(UTF_8));
      assertThat(new String(idle.readFully(4), UTF_8)).isEqualTo("idle");
      tool.process().toHandle().destroy();
      assertThat(tool.awaitExit()).isEqualTo(143);
      assertThat(idle.read(new byte[1])).isEqualTo(-1); // its command has ended too
    }
  }

  @Test
  void activateStartsTheServerForItsFirstClient() throws Exception {
    Path socket = folder.resolve("a.sock");
    String server =
        "import os, socket; assert os.environ['LISTEN_PID'] == str(os.getpid());"
            + "s = socket.socket(fileno=3); s.setblocking(True);"
            + "[s.accept()[0].send(os.environ['LISTEN_FDS'].encode()) for i in range(2)];"
            + "raise SystemExit(9)";
    try (RunningProgram tool =
        ToolProcess.listening(
            "listen", ToolProcess.unix(socket), "--activate", "--", "python3", "-c", server)) {
      assertThat(ask(socket, "")).isEqualTo("1");
      assertThat(ask(socket, "")).isEqualTo("1");
      assertThat(tool.awaitExit()).isEqualTo(9);
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void activateWaitsAsLongAsItIsTold() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (RunningProgram tool =
        ToolProcess.listening(
            "listen", ToolProcess.unix(socket), "--timeout", "100ms", "--activate", "--", "true")) {
      assertThat(tool.awaitExit()).isEqualTo(1);
      assertThat(tool.errorLines().getLast()).contains("timed out");
    }
  }

  @ParameterizedTest
  @CsvSource({"exit 4, 4", "kill -9 $$, 137", "nonexistent-command 2>/dev/null, 127", "true, 0"})
  void aRelayEndsAsItsCommand(String command, int code) throws Exception {
    assertThat(ToolProcess.run("relay", "stdio:", "exec:" + command).code()).isEqualTo(code);
    assertThat(ToolProcess.run("relay", "exec:" + command, "stdio:").code()).isEqualTo(code);
  }
}
