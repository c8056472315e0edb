package dev.interprocess.interop.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Peers;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every real-time signal arrives, once and in order for each of several senders, whatever the JVM
 * does meanwhile: a million with -Dinterprocess.full=true.
 */
class SignalStormTest {
  private static final int SENDERS = 4;
  private static final int SIGNALS = 3; // so that two senders share one
  private static final int EACH = Boolean.getBoolean("interprocess.full") ? 250_000 : 5_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        "-XX:+UseG1GC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-XX:+UseShenandoahGC",
        "-XX:+UseSerialGC -Xcheck:jni",
        "-XX:+UseSerialGC -Xrs"
      })
  @Tag("slow")
  @Timeout(600)
  void losesNothingAndKeepsTheOrder(String options) throws Exception {
    Peers.build("c");
    try (RunningProgram receiver = start(options)) {
      receiver.awaitOutputLine("ready");
      List<RunningProgram> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(send(receiver.process().pid(), Signal.realTime(i % SIGNALS)));
      }
      for (RunningProgram sender : senders) {
        assertThat(sender.awaitExit()).as("%s", sender).isZero();
      }
      assertThat(receiver.awaitExit()).as("%s", receiver).isZero();
      assertThat(receiver.outputLines())
          .as("%s", receiver)
          .contains(
              "received %d, out of order 0, dropped 0, wrong errors 0".formatted(SENDERS * EACH))
          .doesNotContain("more than were sent");
    }
  }

  private static RunningProgram start(String options) throws IOException {
    // The kernel searches the list of those that wait one by one, so that a long one slows it down;
    // and with a short one the senders find it full now and then, which must lose nothing either.
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -i 4096; exec \"$@\"", "-"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-Xmx96m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StormReceiver.class.getName());
    command.addAll(List.of(Integer.toString(SIGNALS), Integer.toString(SENDERS * EACH)));
    return RunningProgram.start(new ProcessBuilder(command));
  }

  private static RunningProgram send(long pid, Signal signal) throws IOException {
    return RunningProgram.start(
        new ProcessBuilder(
            Peers.program("c-sigsend"),
            Long.toString(pid),
            Integer.toString(signal.number()),
            Integer.toString(EACH)));
  }
}
