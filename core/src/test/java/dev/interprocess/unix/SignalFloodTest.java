package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.next;
import static dev.interprocess.unix.SelfSignals.python;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A receiver that does not receive: what is kept, and what is counted. */
class SignalFloodTest {
  private static final int BURST = 5000;

  @Test
  void aBurstOfOneNeverTakesTheRoomOfAnother() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1, Signal.WINCH)) {
      // To this very thread, which is in the handler before the call returns: so none is merged.
      Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
      for (int i = 0; i < BURST; i++) {
        Signal.USR1.sendToThread(PID, Long.parseLong(thread.toString()));
      }
      Signal.WINCH.send(PID);
      long seen = 0;
      long dropped = 0;
      boolean other = false;
      Optional<ReceivedSignal> signal = receiver.receive(Duration.ofSeconds(1));
      while (signal.isPresent()) {
        other |= signal.get().signal() == Signal.WINCH;
        seen += signal.get().signal() == Signal.USR1 ? 1 : 0;
        dropped += signal.get().dropped();
        signal = receiver.receive(Duration.ofMillis(100));
      }
      assertThat(other).isTrue();
      Signal.USR1.send(PID);
      dropped += next(receiver).dropped();
      assertThat(dropped).isPositive();
      assertThat(seen + dropped).isEqualTo(BURST);
    }
  }

  @Test
  void aSecondReceiverThatReadsMakesTheFirstDropBeyondItsBound() throws Exception {
    int bound = 1 << 16;
    int more = 500;
    try (SignalReceiver<ReceivedSignal> idle = Signal.watch(Signal.realTime(5));
        SignalReceiver<ReceivedSignal> busy = Signal.watch(Signal.realTime(5))) {
      for (int block = 0; block < (bound + more) / 12; block++) {
        for (int i = 0; i < 12; i++) {
          Signal.realTime(5).send(PID, i);
        }
        for (int i = 0; i < 12; i++) {
          assertThat(next(busy).value()).hasValue(i);
        }
      }
      int sent = (bound + more) / 12 * 12;
      for (int i = 0; i < bound; i++) {
        assertThat(next(idle).dropped()).isZero();
      }
      Signal.realTime(5).send(PID, 0);
      assertThat(next(idle).dropped()).isEqualTo((long) sent - bound);
    }
  }

  @Test
  void realTimeOnesWaitInTheKernel() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.realTime(6))) {
      python("for i in range(%d): queue(signal.SIGRTMIN + 6, i)".formatted(BURST));
      for (int i = 0; i < BURST; i++) {
        ReceivedSignal signal = next(receiver);
        assertThat(signal.value()).hasValue(i);
        assertThat(signal.dropped()).isZero();
      }
    }
  }
}
