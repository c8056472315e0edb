package dev.interprocess.interop.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Peers;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs for Windows that we did not write take words and descriptors from us as their own. */
final class ChildProgramsTest {
  @BeforeEach
  void requireWine() {
    OnWine.require();
  }

  @Test
  void ofC() throws Exception {
    Tools.require("x86_64-w64-mingw32-gcc");
    Peers.build("c.exe");
    assertThat(outputOf(Peers.program("c-child.exe"), "70000"))
        .containsExactlyElementsOf(
            ChildStarter.WORDS.stream().map(ChildProgramsTest::inHexadecimal).toList());
  }

  private static String inHexadecimal(String word) {
    return word.chars().mapToObj("%04x"::formatted).collect(Collectors.joining());
  }

  /** Node, whose libuv reads the descriptors as the C runtime does. */
  @Test
  void ofNode() throws Exception {
    Tools.require("curl");
    Peers.build("node.exe");
    assertThat(outputOf(Peers.program("node-peer.exe"), "0", "-e", NODE))
        .containsExactlyElementsOf(ChildStarter.WORDS.stream().map(word -> word + "|").toList());
  }

  private static final String NODE =
      """
      process.argv.slice(1).forEach(word => console.log(word + "|"))
      const fs = require("fs")
      fs.createReadStream(null, {fd: 3}).pipe(fs.createWriteStream(null, {fd: 4}))
      """;

  // Seen once, of Wine on a busy machine, when all was done and the process ended.
  private static final int SEGMENTATION_FAULT = 128 + 11;

  /** What the program has written to its standard output, after the exchange. */
  private static List<String> outputOf(String program, String exitCode, String... before)
      throws Exception {
    List<String> command =
        OnWine.java(ChildStarter.class, program, exitCode, String.join("\n", before));
    for (int run = 1; ; run++) {
      try (RunningProgram starter = RunningProgram.start(new ProcessBuilder(command))) {
        int status = starter.awaitExit();
        if (status == SEGMENTATION_FAULT && run == 1) {
          continue;
        }
        assertThat(status).as("%s", starter).isZero();
        return starter.outputLines();
      }
    }
  }
}
