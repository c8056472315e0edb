package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.internal.abi.LinuxSignal;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** The signals by number and by name. */
class SignalTest {
  @Test
  void thereIsAConstantForEachOfTheSystem() throws Exception {
    for (Field field : LinuxSignal.class.getFields()) {
      String name = field.getName().substring("SIG".length());
      Signal signal = (Signal) Signal.class.getField(name).get(null);
      assertThat(signal.number()).isEqualTo(field.getInt(null));
      assertThat(signal.name()).isEqualTo(name);
      assertThat(Signal.of(signal.number())).isSameAs(signal);
      assertThat(Signal.of(name)).isSameAs(signal);
    }
  }

  @Test
  void haveNamesInManyForms() {
    assertThat(Signal.of("TERM"))
        .isSameAs(Signal.of("SIGTERM"))
        .isSameAs(Signal.of("term"))
        .isSameAs(Signal.of("sigterm"))
        .isSameAs(Signal.of("15"))
        .isSameAs(Signal.of(15))
        .hasToString("TERM");
    assertThat(Signal.of("POLL")).isSameAs(Signal.IO);
    assertThat(Signal.of("SIGCLD")).isSameAs(Signal.CHLD);
    assertThat(Signal.of("IOT")).isSameAs(Signal.ABRT);
  }

  @Test
  void includeThoseOfRealTime() {
    assertThat(Signal.of("RTMIN").number()).isEqualTo(34);
    assertThat(Signal.of("SIGRTMIN+3").number()).isEqualTo(37);
    assertThat(Signal.of("RTMAX").number()).isEqualTo(64);
    assertThat(Signal.of("RTMAX-1").number()).isEqualTo(63);
    assertThat(Signal.of(34).name()).isEqualTo("RTMIN");
    assertThat(Signal.of(37).name()).isEqualTo("RTMIN+3");
    assertThat(Signal.of(64).name()).isEqualTo("RTMIN+30");
    assertThat(Signal.of(33).name()).isEqualTo("33"); // the C library's
    for (int number = 1; number <= 64; number++) {
      assertThat(Signal.of(Signal.of(number).name())).isSameAs(Signal.of(number));
    }
  }

  @Test
  void areDescribedByTheSystem() {
    assertThat(Signal.TERM.description()).isEqualTo("Terminated");
    assertThat(Signal.of("RTMIN+3").description()).isEqualTo("Real-time signal 3");
  }

  @Test
  void areRefusedWhenThereIsNone() {
    for (int number : new int[] {-1, 0, 65, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> Signal.of(number))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no signal: " + number);
    }
    for (String name :
        new String[] {"", "SIG", "FOO", "0", "65", "-1", "RTMIN-1", "RTMAX+1", "99"}) {
      assertThatThrownBy(() -> Signal.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
