package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.support.TestJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where memory that was written is not to be executed, the JDK's way of signals is taken. */
class NoCodeInMemoryTest {
  @Test
  void signalsComeByNameAlone() throws Exception {
    List<String> command = new ArrayList<>(TestJvm.command(SignalProgram.class, "no-code"));
    // All code that the JVM will make goes to memory that it has from the start.
    command.add(1, "-XX:InitialCodeCacheSize=64m");
    command.add(1, "-XX:ReservedCodeCacheSize=64m");
    command.add(1, "-XX:-SegmentedCodeCache");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (TestJvm jvm = new TestJvm(process, process.inputReader(), process.outputWriter())) {
      String refused = jvm.hear();
      assumeTrue(!refused.equals("refused -1"), "a kernel without PR_SET_MDWE");
      assertThat(refused).isEqualTo("refused 0");
      assertThat(jvm.hear()).isEqualTo("origin false");
      assertThat(jvm.hear()).isEqualTo("no real-time signals");
      assertThat(jvm.hear()).isEqualTo("ready");
      for (Signal signal : new Signal[] {Signal.USR1, Signal.TERM, Signal.USR1}) {
        signal.send(process.pid());
        assertThat(jvm.hear()).isEqualTo("received " + signal);
      }
    }
  }
}
