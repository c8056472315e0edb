package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SignalReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that can't be received, and uses that are none. */
class SignalRefusedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEGV", "BUS", "FPE", "ILL", "USR2", "KILL", "STOP", "PIPE", "XFSZ", "32", "33", "62"
      })
  void withAReason(String name) {
    Signal signal = Signal.of(name);
    assertThatThrownBy(() -> Signal.watch(Signal.USR1, signal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(signal.name().replace("+", "\\+") + ": .*[a-z].*");
    assertThatThrownBy(signal::ignore).isInstanceOf(IllegalArgumentException.class);
    assertThat(Signal.USR1.isIgnored()).isFalse();
  }

  @Test
  void wrongUses() throws Exception {
    assertThatThrownBy(() -> Signal.watch()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signal.watch(Signal.USR1, Signal.USR1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("twice: USR1");
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1)) {
      assertThat(receiver.isOpen()).isTrue();
      assertThatThrownBy(() -> Signal.watch(Signal.Disposition.CHAIN, Signal.USR1))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(Signal.USR1::ignore).isInstanceOf(IllegalStateException.class);
    }
    try (Ignored ignored = Signal.USR1.ignore()) {
      assertThat(ignored.signal()).isSameAs(Signal.USR1);
      assertThat(Signal.USR1.isIgnored()).isTrue();
      Signal.USR1.send(SelfSignals.PID); // would end this process
      assertThatThrownBy(() -> Signal.watch(Signal.USR1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(Signal.USR1::ignore).isInstanceOf(IllegalStateException.class);
    }
    assertThat(Signal.USR1.isIgnored()).isFalse();
  }

  @Test
  void whatTheJvmUsesIsTold() {
    assertThat(Signal.all())
        .hasSize(31 + 31)
        .filteredOn(Signal::usedByJvm)
        .extracting(Signal::name)
        .containsExactlyInAnyOrder(
            "HUP",
            "INT",
            "QUIT",
            "ILL",
            "BUS",
            "FPE",
            "SEGV",
            "USR2",
            "PIPE",
            "TERM",
            "XFSZ",
            "RTMIN+28");
    assertThat(Signal.TERM.defaultAction()).isEqualTo(Signal.DefaultAction.TERMINATE);
    assertThat(Signal.realTime(2).defaultAction()).isEqualTo(Signal.DefaultAction.TERMINATE);
    assertThat(Signal.QUIT.defaultAction()).isEqualTo(Signal.DefaultAction.CORE);
    assertThat(Signal.CHLD.defaultAction()).isEqualTo(Signal.DefaultAction.IGNORE);
    assertThat(Signal.TSTP.defaultAction()).isEqualTo(Signal.DefaultAction.STOP);
    assertThat(Signal.CONT.defaultAction()).isEqualTo(Signal.DefaultAction.CONTINUE);
  }
}
