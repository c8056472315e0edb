package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGINT and SIGTERM end the tool quietly, and remove what it has made. */
final class ToolSignalsTest {
  @TempDir Path folder;

  /**
   * One that heeds signals even if these tests run where SIGINT is ignored, as behind a {@code &}.
   */
  private static RunningProgram start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
    command.addAll(ToolProcess.command(arguments).command());
    return RunningProgram.start(new ProcessBuilder(command));
  }

  private static void send(String signal, RunningProgram tool) throws Exception {
    String pid = Long.toString(tool.process().pid());
    try (RunningProgram kill =
        RunningProgram.start(new ProcessBuilder("bash", "-c", "kill -" + signal + " " + pid))) {
      assertThat(kill.awaitExit()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 130, listen %s",
    "TERM, 143, listen %s",
    "TERM, 143, listen --echo --keep %s",
    "INT, 130, relay --keep %s unix:/nowhere",
    "TERM, 143, relay --keep tcp:127.0.0.1:0 %s"
  })
  void endItWithNothingLeft(String signal, int code, String line) throws Exception {
    Path socket = folder.resolve("socket");
    String endpoint = ToolProcess.unix(socket);
    // Some more times, for its threads race to end.
    for (int i = 0; i < 8; i++) {
      String[] arguments = line.formatted(endpoint).split(" ", -1);
      try (RunningProgram tool = ToolProcess.awaitListening(start(arguments))) {
        send(signal, tool);
        int ended = tool.awaitExit();
        assertThat(tool.errorLines()).singleElement().asString().startsWith("listening ");
        assertThat(ended).isEqualTo(code);
        assertThat(tool.output()).isEmpty();
        assertThat(socket).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void endAServedClientToo(String signal) throws Exception {
    Path socket = folder.resolve("socket");
    String endpoint = ToolProcess.unix(socket);
    try (RunningProgram tool =
            ToolProcess.awaitListening(start("listen", "--echo", "--keep", endpoint));
        LocalStream client = LocalStream.connect(LocalName.path(socket))) {
      client.write(new byte[1]);
      client.readFully(1);
      send(signal, tool);
      tool.awaitExit();
      assertThat(client.inputStream().read()).isEqualTo(-1);
      assertThat(socket).doesNotExist();
      assertThat(tool.errorLines()).containsExactly("listening " + endpoint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void endAConnectedClientQuietly(String signal) throws Exception {
    Path socket = folder.resolve("socket");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket));
        RunningProgram tool = start("connect", ToolProcess.unix(socket));
        LocalStream stream = listener.accept()) {
      send(signal, tool);
      tool.awaitExit();
      assertThat(stream.inputStream().read()).isEqualTo(-1);
      assertThat(tool.errorLines()).isEmpty();
    }
  }

  @Test
  void theLauncherBecomesTheJvm() throws Exception {
    try (RunningProgram tool =
        ToolProcess.listening("listen", ToolProcess.unix(folder.resolve("socket")))) {
      Path program = Path.of("/proc", Long.toString(tool.process().pid()), "exe");
      assertThat(Files.readSymbolicLink(program)).hasFileName("java");
      assertThat(tool.process().children()).isEmpty();
    }
  }
}
