package dev.interprocess.interop.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Peers;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is killed amid reads and writes both ways: the other one is told. */
final class KilledPipePeerTest {
  private static final String ENDLESS = Long.toString(1L << 40);

  private final String pipe = "dev.interprocess." + UUID.randomUUID();

  @BeforeEach
  void build() throws Exception {
    OnWine.require();
    Tools.require("x86_64-w64-mingw32-gcc");
    Peers.build("c.exe");
  }

  private static RunningProgram start(List<String> command) throws Exception {
    return RunningProgram.start(new ProcessBuilder(command));
  }

  private RunningProgram theirs(String role) throws Exception {
    return start(OnWine.program(Peers.program("c-peer.exe"), role, "pipe:" + pipe, ENDLESS));
  }

  private RunningProgram ours(String role) throws Exception {
    return start(OnWine.java(EndlessExchange.class, role, pipe));
  }

  @Test
  void aServerThatIsKilled() throws Exception {
    try (RunningProgram server = theirs("listen")) {
      server.awaitOutputLine("listening");
      try (RunningProgram client = ours("connect")) {
        assertIsTold(client, server);
      }
    }
  }

  @Test
  void aClientThatIsKilled() throws Exception {
    try (RunningProgram server = ours("listen")) {
      server.awaitOutputLine("listening");
      try (RunningProgram client = theirs("connect")) {
        assertIsTold(server, client);
      }
    }
  }

  private void assertIsTold(RunningProgram ours, RunningProgram theirs) throws Exception {
    ours.awaitOutputLine("exchanging");
    Thread.sleep(200); // amid the exchange
    theirs.process().destroyForcibly().waitFor();
    assertThat(ours.awaitExit()).as("%s", ours).isZero();
    assertThat(ours.outputLines())
        .as("%s", ours)
        .anyMatch(
            line ->
                line.matches(
                    "write: write pipe:" + pipe + ": .* \\((ERROR_NO_DATA|ERROR_BROKEN_PIPE)\\)"))
        .anyMatch(line -> line.equals("read: end"));
  }

  @Test
  void ofUs() throws Exception {
    try (RunningProgram server = ours("listen")) {
      server.awaitOutputLine("listening");
      try (RunningProgram client = theirs("connect")) {
        server.awaitOutputLine("exchanging");
        Thread.sleep(200);
        server.process().destroyForcibly().waitFor();
        assertThat(client.awaitExit()).isEqualTo(1);
        assertThat(client.errorLines())
            .last()
            .asString()
            .matches("c-pipe: \\w+File: error (109|232|233)");
      }
    }
  }
}
