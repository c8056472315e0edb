package dev.interprocess.internal.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside handlers that other code of the program has installed by {@code sun.misc.Signal}. */
class JdkSignalHandlerTest {
  private static final Signal SIGNAL = Signal.WINCH;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NOT = Duration.ofMillis(30);

  private final BlockingQueue<Integer> handled = new LinkedBlockingQueue<>();
  private Object before;

  @BeforeEach
  void install() {
    before = JdkSignal.handle(SIGNAL.number(), handled::add);
  }

  @AfterEach
  void putBack() {
    JdkSignal.restore(SIGNAL.number(), before);
  }

  private static void send() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("/bin/kill", "-WINCH", pid).start().waitFor()).isZero();
  }

  private void assertHandled() throws Exception {
    assertThat(handled.poll(SOON.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo(SIGNAL.number());
  }

  private void assertNotHandled() throws Exception {
    assertThat(handled.poll(NOT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void itRestsWhileAReceiverConsumes() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(SIGNAL)) {
      send();
      assertThat(receiver.receive(SOON)).isPresent();
      assertNotHandled();
    }
    send();
    assertHandled();
  }

  @Test
  void bothGetItInAChain() throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.Disposition.CHAIN, SIGNAL)) {
      send();
      assertThat(receiver.receive(SOON)).isPresent();
      assertHandled();
    }
    send();
    assertHandled();
  }

  @Test
  void oneThatComesLaterTakesTheSignalAndKeepsIt() throws Exception {
    BlockingQueue<Integer> later = new LinkedBlockingQueue<>();
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(SIGNAL)) {
      JdkSignal.handle(SIGNAL.number(), later::add);
      send();
      assertThat(later.poll(SOON.toMillis(), TimeUnit.MILLISECONDS)).isNotNull();
      assertThat(receiver.receive(NOT)).isEmpty();
    }
    send();
    assertThat(later.poll(SOON.toMillis(), TimeUnit.MILLISECONDS)).isNotNull();
    assertNotHandled();
    // The next receiver takes it over in turn.
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(SIGNAL)) {
      send();
      assertThat(receiver.receive(SOON)).isPresent();
    }
  }
}
