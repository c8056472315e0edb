package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.SOON;
import static dev.interprocess.unix.SelfSignals.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SignalReceiver;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Signals as futures. */
class SignalFuturesTest {
  private static ReceivedSignal get(CompletableFuture<ReceivedSignal> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void completeInTheOrderInWhichTheyWereAskedFor() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.realTime(0))) {
      List<CompletableFuture<ReceivedSignal>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        futures.add(receiver.receiveAsync());
      }
      for (int i = 0; i < 50; i++) {
        Signal.realTime(0).send(PID, i);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(get(futures.get(i)).value()).hasValue(i);
      }
    }
  }

  @Test
  void thatAreWithdrawnLoseNothing() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.realTime(0))) {
      for (int i = 0; i < 200; i++) {
        CompletableFuture<ReceivedSignal> future = receiver.receiveAsync();
        if (i % 2 == 0) {
          Thread.sleep(1);
        }
        Signal.realTime(0).send(PID, i);
        if (future.cancel(false)) {
          assertThat(next(receiver).value()).hasValue(i);
        } else {
          assertThat(get(future).value()).hasValue(i);
        }
      }
    }
  }

  @Test
  void mayRunOutOfTime() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1)) {
      CompletableFuture<ReceivedSignal> late =
          receiver.receiveAsync().orTimeout(10, TimeUnit.MILLISECONDS);
      assertThatThrownBy(late::get).hasCauseInstanceOf(TimeoutException.class);
      CompletableFuture<ReceivedSignal> patient = receiver.receiveAsync();
      Signal.USR1.send(PID);
      assertThat(get(patient).signal()).isSameAs(Signal.USR1);
    }
  }

  @Test
  void endWhenTheReceiverIsClosed() throws Exception {
    SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1);
    CompletableFuture<ReceivedSignal> first = receiver.receiveAsync();
    CompletableFuture<ReceivedSignal> second = receiver.receiveAsync();
    Thread.sleep(20);
    receiver.close();
    assertThatThrownBy(() -> get(first)).hasCauseInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> get(second))
        .hasCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
  }
}
