package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code ipc listen --replace}: what becomes of a socket file that is there already. */
final class ToolReplaceTest extends SocketFixture {
  /** A file that nobody listens behind, as {@code kill -9} leaves it. */
  private void leaveAStaleFile() throws Exception {
    try (RunningProgram killed = ToolProcess.listening("listen", endpoint)) {
      killed.process().destroyForcibly();
      killed.awaitExit();
    }
    assertThat(socket).exists();
  }

  private void assertServes(RunningProgram listener) throws Exception {
    ToolProcess.Result client = ToolProcess.runWithInput("hello", "connect", endpoint);
    assertThat(client.output()).isEqualTo("hello");
    assertThat(listener.awaitExit()).isZero();
    assertThat(socket).doesNotExist();
  }

  private void assertRefused(String... arguments) throws Exception {
    ToolProcess.Result result = ToolProcess.run(arguments);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines()).singleElement().asString().contains(endpoint, "(EADDRINUSE)");
  }

  @Test
  void withoutItAStaleFileIsAnError() throws Exception {
    leaveAStaleFile();
    assertRefused("listen", endpoint);
  }

  @Test
  void staleTakesAStaleFile() throws Exception {
    leaveAStaleFile();
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--echo", "--replace", "stale", endpoint)) {
      assertServes(listener);
    }
  }

  @Test
  void staleLeavesAListenerThatLives() throws Exception {
    try (RunningProgram first = ToolProcess.listening("listen", "--echo", endpoint)) {
      assertRefused("listen", "--replace", "stale", endpoint);
      assertServes(first);
    }
  }

  @Test
  void alwaysTakesTheNameFromAListenerThatLives() throws Exception {
    try (RunningProgram first = ToolProcess.listening("listen", endpoint)) {
      try (RunningProgram second =
          ToolProcess.listening("listen", "--echo", "--replace", "always", endpoint)) {
        // The first one's end must not remove the file, which is not its own any more.
        first.process().destroy();
        first.awaitExit();
        assertThat(socket).exists();
        assertServes(second);
      }
    }
  }

  @Test
  void noneTakesAFileThatIsNoSocket() throws Exception {
    Files.writeString(socket, "somebody's data");
    for (String replace : new String[] {"stale", "always"}) {
      ToolProcess.Result result = ToolProcess.run("listen", "--replace", replace, endpoint);
      assertThat(result.code()).as(replace).isEqualTo(1);
      assertThat(socket).as(replace).hasContent("somebody's data");
    }
  }
}
