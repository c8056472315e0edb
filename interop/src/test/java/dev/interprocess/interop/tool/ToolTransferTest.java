package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Digests;
import dev.interprocess.interop.Peer;
import dev.interprocess.interop.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Much data both ways at once, from files and into files. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ToolTransferTest {
  private static final long BYTES = 64 << 20;

  @TempDir Path folder;
  private Path sent = Path.of("");
  private Path received = Path.of("");
  private Path socket = Path.of("");

  @BeforeEach
  void files() throws IOException {
    sent = RandomFile.create(folder.resolve("sent"), BYTES);
    received = folder.resolve("received");
    socket = folder.resolve("socket");
  }

  private static RunningProgram start(Path input, Path output, String command, Path socket)
      throws IOException {
    return RunningProgram.start(
        ToolProcess.command(command, ToolProcess.unix(socket))
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile()));
  }

  @Test
  void betweenTwoTools() throws Exception {
    Path otherSent = RandomFile.create(folder.resolve("other-sent"), BYTES);
    Path otherReceived = folder.resolve("other-received");
    try (RunningProgram listener =
            ToolProcess.awaitListening(start(otherSent, otherReceived, "listen", socket));
        RunningProgram client = start(sent, received, "connect", socket)) {
      assertThat(client.awaitExit()).as("%s", client).isZero();
      assertThat(listener.awaitExit()).as("%s", listener).isZero();
    }
    assertThat(RandomFile.digest(received)).isEqualTo(RandomFile.digest(otherSent));
    assertThat(RandomFile.digest(otherReceived)).isEqualTo(RandomFile.digest(sent));
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCAT", "PYTHON_SOCKET"})
  void toAPeerThatListens(Peer peer) throws Exception {
    peer.require();
    try (RunningProgram other = peer.start("listen", "path:" + socket, BYTES)) {
      other.awaitOutputLine("listening");
      try (RunningProgram tool = start(sent, received, "connect", socket)) {
        assertSame(tool, other);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCAT", "PYTHON_SOCKET"})
  void toAPeerThatConnects(Peer peer) throws Exception {
    peer.require();
    try (RunningProgram tool = ToolProcess.awaitListening(start(sent, received, "listen", socket));
        RunningProgram other = peer.start("connect", "path:" + socket, BYTES)) {
      assertSame(tool, other);
    }
  }

  private void assertSame(RunningProgram tool, RunningProgram other) throws Exception {
    assertThat(tool.awaitExit()).as("%s", tool).isZero();
    assertThat(other.awaitExit()).as("%s", other).isZero();
    Digests ours = new Digests(RandomFile.digest(sent), RandomFile.digest(received));
    assertThat(Digests.parse(other.awaitOutputLine("sent "))).isEqualTo(ours.mirrored());
    assertThat(ours.received().bytes()).isEqualTo(BYTES);
  }
}
