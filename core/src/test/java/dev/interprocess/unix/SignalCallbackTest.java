package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SignalReceiver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is called for each signal. */
class SignalCallbackTest {
  @Test
  void runsInAVirtualThreadAndGoesOnWhenItThrows() throws Exception {
    BlockingQueue<Object> called = new LinkedBlockingQueue<>();
    try (SignalReceiver<ReceivedSignal> receiver =
        Signal.watch(Signal.realTime(0))
            .onEach(
                signal -> {
                  called.add(Thread.currentThread().isVirtual());
                  called.add(signal.value().orElseThrow());
                  throw new IllegalStateException("a callback that throws, in a test");
                })) {
      Signal.realTime(0).send(PID, 1);
      Signal.realTime(0).send(PID, 2);
      for (Object expected : new Object[] {true, 1, true, 2}) {
        assertThat(called.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
      }
      assertThatThrownBy(() -> receiver.onEach(called::add))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void mayCloseTheReceiver() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1, Signal.realTime(0));
    receiver.onEach(
        signal -> {
          receiver.close();
          closed.countDown();
        });
    Signal.realTime(0).send(PID);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(receiver.isOpen()).isFalse();
  }

  @Test
  void endsWithoutANoiseWhenClosedAmidARainOfSignals() throws Exception {
    for (int round = 0; round < 20; round++) {
      // Never all closed at once, as the default action would end the process that sends.
      try (SignalReceiver<ReceivedSignal> stays = Signal.watch(Signal.USR1, Signal.realTime(0))) {
        SignalReceiver<ReceivedSignal> receiver =
            Signal.watch(Signal.USR1, Signal.realTime(0)).onEach(signal -> {});
        for (int i = 0; i < 100; i++) {
          Signal.USR1.send(PID);
          Signal.realTime(0).send(PID, i);
          if (i == 50) {
            receiver.close();
          }
        }
        assertThat(stays.receive()).isNotNull();
      }
    }
  }
}
