package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc listen} and {@code ipc connect} with each other. */
final class ToolListenConnectTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"unix:", "abstract:", "local:"})
  void whatIsSentComesBackFromEcho(String kind) throws Exception {
    String endpoint = kind + (kind.equals("unix:") ? folder + "/socket" : UUID.randomUUID());
    try (RunningProgram listener = ToolProcess.listening("listen", "--echo", endpoint)) {
      ToolProcess.Result client = ToolProcess.runWithInput("hello\n", "connect", endpoint);

      assertThat(client).isEqualTo(new ToolProcess.Result(0, "hello\n", java.util.List.of()));
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.errorLines()).containsExactly("listening " + endpoint);
    }
  }

  @Test
  void eachPrintsWhatTheOtherReads() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("socket"));
    try (RunningProgram listener = ToolProcess.listening("listen", endpoint);
        RunningProgram client = ToolProcess.start("connect", endpoint)) {
      client.send("question\n");
      assertThat(listener.awaitOutputLine("q")).isEqualTo("question");
      listener.send("answer\n");
      assertThat(client.awaitOutputLine("a")).isEqualTo("answer");

      client.endInput();
      listener.endInput();
      assertThat(client.awaitExit()).isZero();
      assertThat(listener.awaitExit()).isZero();
    }
  }

  @Test
  void theSocketFileGoesWithTheListener() throws Exception {
    Path socket = folder.resolve("socket");
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--echo", ToolProcess.unix(socket))) {
      assertThat(socket).exists();
      ToolProcess.run("connect", ToolProcess.unix(socket));
      listener.awaitExit();
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void retryAwaitsAListenerThatComesLater() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("socket"));
    try (RunningProgram client = ToolProcess.start("connect", "--retry", "30s", endpoint);
        RunningProgram listener = ToolProcess.listening("listen", "--echo", endpoint)) {
      client.send("hello\n");
      assertThat(client.awaitOutputLine("h")).isEqualTo("hello");
      client.endInput();
      assertThat(client.awaitExit()).isZero();
      assertThat(listener.awaitExit()).isZero();
    }
  }
}
