package dev.interprocess.interop.aarch64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Peers;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.signal.StormReceiver;
import dev.interprocess.unix.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real-time signals of native senders to a program on aarch64: the handler's other machine code.
 */
final class Aarch64SignalsTest {
  private static final int SENDERS = 2;
  private static final int EACH = 10_000;

  @Test
  @Tag("slow")
  @Timeout(300)
  void losesNothingAndKeepsTheOrder() throws Exception {
    Peers.build("c");
    List<String> arguments = List.of("1", Integer.toString(SENDERS * EACH), "idle");
    try (RunningProgram receiver = Emulator.start(StormReceiver.class, arguments)) {
      receiver.awaitOutputLine("ready");
      // The emulator has moved the first of them by two: the C library below it has its own.
      int number = Signal.realTime(0).number() + 2;
      List<RunningProgram> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(
            RunningProgram.start(
                new ProcessBuilder(
                    Peers.program("c-sigsend"),
                    Long.toString(receiver.process().pid()),
                    Integer.toString(number),
                    Integer.toString(EACH))));
      }
      for (RunningProgram sender : senders) {
        assertThat(sender.awaitExit()).as("%s", sender).isZero();
      }
      assertThat(receiver.awaitExit()).as("%s", receiver).isZero();
      assertThat(receiver.outputLines())
          .contains("received 20000, out of order 0, dropped 0, wrong errors 0");
    }
  }
}
