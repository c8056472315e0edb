package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.kill;
import static dev.interprocess.unix.SelfSignals.next;
import static dev.interprocess.unix.SelfSignals.python;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.unix.ReceivedSignal.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of a signal that came. */
class ReceiveSignalTest {
  private static final long UID = Integer.toUnsignedLong(Unistd.getuid());

  @Test
  void kill_tellsWhoHasSentIt() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1)) {
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
      Instant before = Instant.now();
      long sender = kill("USR1");
      ReceivedSignal signal = next(receiver);
      assertThat(signal.signal()).isSameAs(Signal.USR1);
      assertThat(signal.code()).isEqualTo(Code.USER);
      assertThat(signal.pid()).hasValue(sender);
      assertThat(signal.uid()).hasValue(UID);
      assertThat(signal.value()).isEmpty();
      assertThat(signal.child()).isEmpty();
      assertThat(signal.dropped()).isZero();
      assertThat(signal.time()).isBetween(before, Instant.now());
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void sigqueue_bringsAValueAlong() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1, Signal.realTime(3))) {
      long sender = python("queue(signal.SIGRTMIN + 3, -7)");
      ReceivedSignal signal = next(receiver);
      assertThat(signal.signal()).isSameAs(Signal.realTime(3));
      assertThat(signal.code()).isEqualTo(Code.QUEUE);
      assertThat(signal.pid()).hasValue(sender);
      assertThat(signal.uid()).hasValue(UID);
      assertThat(signal.value()).hasValue(-7);
      sender = python("queue(signal.SIGUSR1, 2147483647)");
      signal = next(receiver);
      assertThat(signal.signal()).isSameAs(Signal.USR1);
      assertThat(signal.pid()).hasValue(sender);
      assertThat(signal.value()).hasValue(Integer.MAX_VALUE);
    }
  }

  @Test
  void theKernelsOwnHaveNoSender() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.IO)) {
      python(
          """
          reader, writer = os.pipe()
          fcntl.fcntl(reader, fcntl.F_SETOWN, pid)
          fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC)
          os.write(writer, b'x')
          """);
      ReceivedSignal signal = next(receiver);
      assertThat(signal.signal()).isSameAs(Signal.IO);
      assertThat(signal.code()).isEqualTo(Code.KERNEL);
      assertThat(signal.pid()).isEmpty();
      assertThat(signal.uid()).isEmpty();
      assertThat(signal.value()).isEmpty();
    }
  }

  @Test
  void sigchld_tellsHowTheChildHasEnded() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.CHLD)) {
      Process exits = new ProcessBuilder("sh", "-c", "exit 7").start();
      ReceivedSignal signal = next(receiver);
      assertThat(signal.code()).isEqualTo(Code.CHILD);
      assertThat(signal.pid()).hasValue(exits.pid());
      ChildChange change = signal.child().orElseThrow();
      assertThat(change.event()).isEqualTo(ChildChange.Event.EXITED);
      assertThat(change.exitCode()).hasValue(7);
      assertThat(change.signal()).isEmpty();

      Process sleeps = new ProcessBuilder("sleep", "60").start();
      Signal.STOP.send(sleeps.pid());
      assertThat(next(receiver).child()).hasValue(changed(ChildChange.Event.STOPPED, Signal.STOP));
      Signal.CONT.send(sleeps.pid());
      assertThat(next(receiver).child())
          .hasValue(changed(ChildChange.Event.CONTINUED, Signal.CONT));
      Signal.KILL.send(sleeps.pid());
      signal = next(receiver);
      assertThat(signal.pid()).hasValue(sleeps.pid());
      assertThat(signal.child()).hasValue(changed(ChildChange.Event.KILLED, Signal.KILL));
      assertThat(sleeps.waitFor()).isEqualTo(128 + 9); // the JDK has its status all the same
    }
  }

  private static ChildChange changed(ChildChange.Event event, Signal signal) {
    return new ChildChange(event, java.util.OptionalInt.empty(), Optional.of(signal));
  }

  @Test
  void twoReceiversBothGetIt() throws Exception {
    try (SignalReceiver<ReceivedSignal> first = Signal.watch(Signal.USR1, Signal.realTime(1));
        SignalReceiver<ReceivedSignal> second = Signal.watch(Signal.USR1, Signal.realTime(2))) {
      kill("USR1");
      assertThat(next(first).signal()).isSameAs(Signal.USR1);
      assertThat(next(second).signal()).isSameAs(Signal.USR1);
      Signal.realTime(1).send(PID, 1);
      Signal.realTime(2).send(PID, 2);
      assertThat(next(second).value()).hasValue(2);
      assertThat(next(first).value()).hasValue(1);
      assertThat(first.receive(Duration.ZERO)).isEmpty();
      assertThat(second.receive(Duration.ZERO)).isEmpty();
      first.close();
      kill("USR1");
      assertThat(next(second).signal()).isSameAs(Signal.USR1);
    }
  }

  @Test
  void whatAReceiverLeftUnreadIsNotTheNextOnes() throws Exception {
    for (Signal signal : new Signal[] {Signal.WINCH, Signal.realTime(4)}) {
      try (SignalReceiver<ReceivedSignal> unread = Signal.watch(signal)) {
        signal.send(PID);
        signal.send(PID);
        assertThat(next(unread).signal()).isSameAs(signal);
        signal.send(PID);
      }
      try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signal)) {
        assertThat(receiver.receive(Duration.ofMillis(20))).isEmpty();
        signal.send(PID);
        assertThat(next(receiver).signal()).isSameAs(signal);
      }
    }
  }
}
