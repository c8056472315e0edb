package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.SOON;
import static dev.interprocess.unix.SelfSignals.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SignalReceiver;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a wait for a signal ends. */
class SignalWaitTest {
  private static final Signal[] BOTH_KINDS = {Signal.USR1, Signal.realTime(0)};

  @ParameterizedTest
  @EnumSource
  void byTheSignal(ThreadKind kind) throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(BOTH_KINDS)) {
      for (Signal signal : BOTH_KINDS) {
        Task<ReceivedSignal> waiting = Task.start(kind, receiver::receive);
        Thread.sleep(20);
        assertThat(waiting.isDone()).isFalse();
        signal.send(PID);
        assertThat(waiting.get().signal()).isSameAs(signal);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void byCloseOfWhoLeadsAndWhoFollows(ThreadKind kind) throws Exception {
    SignalReceiver<ReceivedSignal> receiver = Signal.watch(BOTH_KINDS);
    List<Task<ReceivedSignal>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(Task.start(kind, receiver::receive));
    }
    Thread.sleep(20);
    receiver.close();
    for (Task<ReceivedSignal> task : waiting) {
      assertThatThrownBy(task::get).isInstanceOf(ClosedChannelException.class);
    }
    assertThat(receiver.isOpen()).isFalse();
    assertThatThrownBy(receiver::receive)
        .isInstanceOf(ClosedChannelException.class)
        .isNotInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> receiver.receive(Duration.ZERO))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(receiver.incoming()).isEmpty();
    assertThatThrownBy(() -> receiver.receiveAsync().get())
        .hasCauseInstanceOf(ClosedChannelException.class);
    receiver.close();
    assertThat(receiver).hasToString("signals USR1, RTMIN (closed)");
  }

  @ParameterizedTest
  @EnumSource
  void byAnInterruptAfterWhichItCanGoOn(ThreadKind kind) throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(BOTH_KINDS)) {
      for (int round = 0; round < 3; round++) {
        Task<ReceivedSignal> leads = Task.start(kind, receiver::receive);
        Thread.sleep(20);
        Task<ReceivedSignal> follows = Task.start(kind, receiver::receive);
        Thread.sleep(20);
        leads.thread().interrupt();
        assertThatThrownBy(leads::get).isInstanceOf(InterruptedIOException.class);
        Signal.USR1.send(PID);
        assertThat(follows.get().signal()).isSameAs(Signal.USR1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void byItsTimeout(ThreadKind kind) throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(BOTH_KINDS)) {
      Task<Boolean> leads =
          Task.start(kind, () -> receiver.receive(Duration.ofMillis(300)).isEmpty());
      Task<Boolean> follows =
          Task.start(kind, () -> receiver.receive(Duration.ofMillis(30)).isEmpty());
      assertThat(follows.get()).isTrue();
      assertThat(leads.get()).isTrue();
      assertThatThrownBy(() -> receiver.receive(Duration.ofMillis(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whoIsLedLeadsWhenTheLeaderHasGotHisOwn() throws Exception {
    try (SignalReceiver<ReceivedSignal> first = Signal.watch(Signal.USR1);
        SignalReceiver<ReceivedSignal> second = Signal.watch(Signal.realTime(0))) {
      for (ThreadKind kind : ThreadKind.values()) {
        Task<ReceivedSignal> leads = Task.start(kind, first::receive);
        Thread.sleep(20);
        Task<ReceivedSignal> follows = Task.start(kind, second::receive);
        Thread.sleep(20);
        Signal.USR1.send(PID);
        assertThat(leads.get().signal()).isSameAs(Signal.USR1);
        Signal.realTime(0).send(PID, 5);
        assertThat(follows.get().value()).hasValue(5);
      }
    }
  }

  @Test
  void ofManyThreadsOnOneReceiverEachGetsAnother() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.realTime(0))) {
      List<Task<ReceivedSignal>> waiting = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        for (ThreadKind kind : ThreadKind.values()) {
          waiting.add(Task.start(kind, () -> receiver.receive(SOON).orElseThrow()));
        }
      }
      Set<Integer> values = new HashSet<>();
      for (int i = 0; i < waiting.size(); i++) {
        Signal.realTime(0).send(PID, i);
      }
      for (Task<ReceivedSignal> task : waiting) {
        values.add(task.get().value().orElseThrow());
      }
      assertThat(values).hasSize(waiting.size());
    }
  }

  @Test
  void whatComesWhileNobodyWaitsIsKept() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(BOTH_KINDS)) {
      Signal.USR1.send(PID);
      Signal.realTime(0).send(PID, 1);
      Signal.realTime(0).send(PID, 2);
      Set<Object> received = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        ReceivedSignal signal = next(receiver);
        received.add(signal.value().isPresent() ? signal.value().getAsInt() : signal.signal());
      }
      assertThat(received).containsExactlyInAnyOrder(Signal.USR1, 1, 2);
    }
  }
}
