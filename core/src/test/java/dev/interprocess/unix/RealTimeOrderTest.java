package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.next;
import static dev.interprocess.unix.SelfSignals.python;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real-time signals come by number, and those of one number in the order of their sending. */
class RealTimeOrderTest {
  @Test
  void isThatOfTheKernel() throws Exception {
    Signal[] signals = {Signal.realTime(7), Signal.realTime(0), Signal.of("RTMAX")};
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signals)) {
      // A test's own wait is in the kernel until all of them are there.
      python(
          """
          for i in range(1000):
              for number in (signal.SIGRTMAX, signal.SIGRTMIN + 7, signal.SIGRTMIN):
                  queue(number, i)
          """);
      List<String> received = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (String name : new String[] {"RTMIN", "RTMIN+7", "RTMIN+30"}) {
        for (int i = 0; i < 1000; i++) {
          expected.add(name + " " + i);
          ReceivedSignal signal = next(receiver);
          received.add(signal.signal() + " " + signal.value().orElseThrow());
        }
      }
      assertThat(received).isEqualTo(expected);
    }
  }

  @Test
  void numbersCountFromTheFirstThatTheCLibraryLeaves() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.realTime(10))) {
      python("queue(signal.SIGRTMIN + 10, 1)");
      assertThat(next(receiver).signal()).isSameAs(Signal.of("RTMIN+10"));
    }
  }
}
