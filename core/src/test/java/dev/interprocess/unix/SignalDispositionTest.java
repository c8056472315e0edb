package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else becomes of a signal that is received, and what after the end of that. */
class SignalDispositionTest {
  private static int status(TestJvm jvm) throws Exception {
    assertThat(jvm.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    return jvm.process().exitValue();
  }

  private static void send(TestJvm jvm, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(jvm.process().pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "QUIT", "USR1", "RTMIN+1"})
  void consumed_nothing(String signal) throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "watch", signal)) {
      assertThat(jvm.hear()).isEqualTo("ready");
      for (int i = 0; i < 3; i++) {
        send(jvm, signal);
        assertThat(jvm.hear()).isEqualTo("received " + signal);
      }
    }
  }

  @Test
  void chained_theJvmEndsInOrder() throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "chain", "TERM")) {
      assertThat(jvm.hear()).isEqualTo("ready");
      send(jvm, "TERM");
      assertThat(jvm.output().lines()).contains("hook");
      assertThat(status(jvm)).isEqualTo(128 + 15);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "USR1", "RTMIN+1"})
  void byDefault_theSecondOneEndsItAtOnce(String signal) throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "default", signal)) {
      assertThat(jvm.hear()).isEqualTo("ready");
      send(jvm, signal);
      assertThat(jvm.hear()).isEqualTo("received " + signal);
      send(jvm, signal);
      assertThat(jvm.output().lines()).isEmpty();
      assertThat(status(jvm)).isEqualTo(128 + Signal.of(signal).number());
    }
  }

  @Test
  void closed_theJvmsOwnIsBack() throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "close", "TERM", "QUIT", "HUP")) {
      assertThat(jvm.hear()).isEqualTo("ready");
      send(jvm, "QUIT");
      String line = jvm.hear();
      while (!line.startsWith("Full thread dump")) { // after the time of day
        line = jvm.hear();
      }
      send(jvm, "TERM");
      assertThat(jvm.output().lines()).contains("hook");
      assertThat(status(jvm)).isEqualTo(128 + 15);
    }
  }

  @Test
  void chained_threadsArePrintedAsEver() throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "chain", "QUIT")) {
      assertThat(jvm.hear()).isEqualTo("ready");
      send(jvm, "QUIT");
      boolean received = false;
      boolean printed = false;
      while (!received || !printed) {
        String line = jvm.hear();
        received |= line.equals("received QUIT");
        printed |= line.startsWith("Full thread dump");
        assertThat(line).isNotEqualTo("null");
      }
    }
  }

  @Test
  void aReceiverWithACallbackHoldsNoJvmBack() throws Exception {
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "leave", "TERM", "RTMIN")) {
      assertThat(status(jvm)).isZero();
    }
  }

  @Test
  void ignoredAtTheStart_isTold() throws Exception {
    try (TestJvm jvm = TestJvm.start("trap '' HUP", SignalProgram.class, "ignored", "HUP")) {
      assertThat(jvm.hear()).isEqualTo("true false");
    }
    try (TestJvm jvm = TestJvm.start("", SignalProgram.class, "ignored", "HUP")) {
      assertThat(jvm.hear()).isEqualTo("false true");
    }
  }
}
