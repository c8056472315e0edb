package dev.interprocess.interop.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Digests;
import dev.interprocess.interop.Peers;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random bytes both ways at once through a named pipe, between us and programs of others. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PipeExchangeTest {
  private static final String BYTES = Long.toString(256L << 20);

  /** What the other side is built on; see {@code peers/README.md}. */
  enum Peer {
    C("x86_64-w64-mingw32-gcc", /* halfCloses= */ true),
    GO("go", /* halfCloses= */ true),
    RUST("rustup", /* halfCloses= */ false),
    NODE("curl", /* halfCloses= */ false);

    private final String tool;
    private final boolean halfCloses;

    Peer(String tool, boolean halfCloses) {
      this.tool = tool;
      this.halfCloses = halfCloses;
    }

    private String program() {
      return name().toLowerCase(java.util.Locale.ROOT) + "-peer.exe";
    }

    void require() throws Exception {
      OnWine.require();
      Tools.require(tool);
      Peers.build(name().toLowerCase(java.util.Locale.ROOT) + ".exe");
    }

    RunningProgram start(String role, String pipe) throws Exception {
      String program = Peers.program(program());
      List<String> command =
          this == NODE
              ? OnWine.withoutPipes(
                  program, Peers.source("node/peer.js"), role, "pipe:" + pipe, BYTES)
              : OnWine.program(program, role, "pipe:" + pipe, BYTES);
      return RunningProgram.start(new ProcessBuilder(command));
    }

    RunningProgram startOurs(String role, String pipe) throws Exception {
      List<String> command =
          OnWine.java(PipePeer.class, role, pipe, BYTES, Boolean.toString(halfCloses));
      return RunningProgram.start(new ProcessBuilder(command));
    }
  }

  @ParameterizedTest
  @EnumSource
  void weConnect(Peer peer) throws Exception {
    peer.require();
    String pipe = name();
    try (RunningProgram theirs = peer.start("listen", pipe)) {
      theirs.awaitOutputLine("listening");
      try (RunningProgram ours = peer.startOurs("connect", pipe)) {
        assertMirrored(ours, theirs);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void weListen(Peer peer) throws Exception {
    peer.require();
    String pipe = name();
    try (RunningProgram ours = peer.startOurs("listen", pipe)) {
      ours.awaitOutputLine("listening");
      try (RunningProgram theirs = peer.start("connect", pipe)) {
        assertMirrored(ours, theirs);
      }
    }
  }

  private static String name() {
    return "dev.interprocess." + UUID.randomUUID();
  }

  private static void assertMirrored(RunningProgram ours, RunningProgram theirs)
      throws InterruptedException {
    assertThat(ours.awaitExit()).as("%s", ours).isZero();
    assertThat(theirs.awaitExit()).as("%s", theirs).isZero();
    Digests digests = Digests.parse(ours.awaitOutputLine("sent "));
    assertThat(Digests.parse(theirs.awaitOutputLine("sent "))).isEqualTo(digests.mirrored());
    assertThat(digests.received().bytes()).isEqualTo(Long.parseLong(BYTES));
  }
}
