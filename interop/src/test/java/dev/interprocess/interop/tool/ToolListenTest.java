package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The options of {@code ipc listen}. */
final class ToolListenTest extends SocketFixture {
  private void assertEchoed() throws Exception {
    try (LocalStream client = LocalStream.connect(LocalName.path(socket))) {
      assertThat(EchoClient.isEchoed(client, client::shutdownOutput, 100_000)).isTrue();
    }
  }

  @Test
  void countServesSoManyClients() throws Exception {
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--echo", "--count", "2", endpoint)) {
      assertEchoed();
      assertThat(socket).exists();
      assertEchoed();
      assertThat(listener.awaitExit()).isZero();
      assertThat(socket).doesNotExist();
    }
  }

  private void send(String text) throws Exception {
    try (LocalStream client = LocalStream.connect(LocalName.path(socket))) {
      client.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void withoutEchoOneClientIsPrintedAfterTheOther() throws Exception {
    try (RunningProgram listener = ToolProcess.listening("listen", "--count", "2", endpoint)) {
      send("first\n");
      listener.awaitOutputLine("first");
      send("second\n");
      listener.awaitOutputLine("second");
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.errorLines()).containsExactly("listening " + endpoint);
    }
  }

  /** Nobody could say which of them the one standard input is for. */
  @Test
  void severalClientsAreOnlyPrintedAndGetTheEndAtOnce() throws Exception {
    try (RunningProgram listener = ToolProcess.listening("listen", "--count", "2", endpoint)) {
      listener.send("for nobody");
      for (String text : new String[] {"first", "second"}) {
        try (LocalStream client = LocalStream.connect(LocalName.path(socket))) {
          assertThat(client.inputStream().read()).isEqualTo(-1);
          client.write(text.getBytes(StandardCharsets.UTF_8));
        }
      }
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.output()).isEqualTo("firstsecond");
    }
  }

  @Test
  void keepServesMany() throws Exception {
    try (RunningProgram listener = ToolProcess.listening("listen", "--echo", "--keep", endpoint);
        LocalStream idle = LocalStream.connect(LocalName.path(socket))) {
      assertEchoed();
      assertEchoed();
      idle.write(new byte[1]);
      assertThat(idle.readFully(1)).hasSize(1);
      assertThat(listener.process().isAlive()).isTrue();
    }
  }

  @Test
  void timeoutEndsIt() throws Exception {
    ToolProcess.Result result = ToolProcess.run("listen", "--timeout", "200ms", endpoint);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.getFirst()).isEqualTo("listening " + endpoint))
        .satisfies(lines -> assertThat(lines.getLast()).startsWith("ipc: ").contains("timed out"));
    assertThat(socket).doesNotExist();
  }

  @Test
  void printPeerTellsWhoConnects() throws Exception {
    try (RunningProgram listener =
            ToolProcess.listening("listen", "--echo", "--print-peer", endpoint);
        LocalStream client = LocalStream.connect(LocalName.path(socket))) {
      assertThat(listener.awaitErrorLine("client "))
          .startsWith(
              "client pid %d user %s gid "
                  .formatted(ProcessHandle.current().pid(), System.getProperty("user.name")))
          .endsWith(" " + ProcessHandle.current().info().command().orElse(""));
      client.shutdownOutput();
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.output()).isEmpty();
    }
  }
}
