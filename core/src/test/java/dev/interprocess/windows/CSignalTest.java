package dev.interprocess.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.win32.SignalH;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import dev.interprocess.process.WindowsChildren;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals of the C runtime: its own, of the JVM's process. */
@OnWindows
class CSignalTest {
  @ParameterizedTest
  @EnumSource(
      value = CSignal.class,
      names = {"INT", "TERM"})
  void isReceivedAgainAndAgainAndGivenBack(CSignal signal) throws Exception {
    long before = handlerOf(signal);
    try (SignalReceiver<CSignal> first = CSignal.watch(signal);
        SignalReceiver<CSignal> second = CSignal.watch(CSignal.TERM, CSignal.INT)) {
      for (int round = 0; round < 1_000; round++) {
        signal.raise();
        assertThat(first.receive()).isSameAs(signal);
      }
      for (int round = 0; round < 1_000; round++) {
        assertThat(second.receive()).isSameAs(signal);
      }
      assertThat(second.receive(Duration.ZERO)).isEmpty();
      first.close();
      signal.raise();
      assertThat(second.receive()).isSameAs(signal);
    }
    assertThat(handlerOf(signal)).isEqualTo(before);
  }

  /** What is installed; it stays so. */
  private static long handlerOf(CSignal signal) {
    long handler = SignalH.signal(signal.number(), 0);
    SignalH.signal(signal.number(), handler);
    return handler;
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitingEndsByItsTimeAnInterruptACloseAndTheSignal(ThreadKind kind) throws Exception {
    SignalReceiver<CSignal> receiver = CSignal.watch(CSignal.INT);
    assertThat(receiver.receive(Duration.ofMillis(10))).isEmpty();
    Task<CSignal> interrupted = Task.start(kind, receiver::receive).awaitWaiting();
    interrupted.thread().interrupt();
    assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
    Task<CSignal> task = Task.start(kind, receiver::receive).awaitWaiting();
    CSignal.INT.raise();
    assertThat(task.get()).isSameAs(CSignal.INT);
    CompletableFuture<CSignal> future = receiver.receiveAsync();
    CSignal.INT.raise();
    assertThat(future.get(20, SECONDS)).isSameAs(CSignal.INT);
    Task<CSignal> closed = Task.start(kind, receiver::receive).awaitWaiting();
    receiver.close();
    receiver.close();
    assertThat(closed.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(receiver::receive).isExactlyInstanceOf(ClosedChannelException.class);
  }

  @Test
  void aCallbackGetsEachAndMayThrow() throws Exception {
    LinkedBlockingQueue<CSignal> called = new LinkedBlockingQueue<>();
    try (SignalReceiver<CSignal> _ =
        CSignal.watch(CSignal.INT, CSignal.TERM)
            .onEach(
                signal -> {
                  called.add(signal);
                  if (signal == CSignal.INT) {
                    throw new IllegalStateException("of the test");
                  }
                })) {
      CSignal.INT.raise();
      CSignal.TERM.raise();
      assertThat(List.of(called.take(), called.take()))
          .containsExactlyInAnyOrder(CSignal.INT, CSignal.TERM);
    }
  }

  @Test
  void whatTheJvmNeedsIsRefused() {
    for (CSignal signal : List.of(CSignal.ABRT, CSignal.FPE, CSignal.ILL, CSignal.SEGV)) {
      assertThatThrownBy(() -> CSignal.watch(signal))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("JVM");
    }
    assertThatThrownBy(() -> CSignal.watch()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CSignal.watch(CSignal.INT, CSignal.INT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("twice: INT");
  }

  @ParameterizedTest
  @EnumSource(CSignal.class)
  void theDefaultActionEndsTheProcessAndNoHookRuns(CSignal signal) throws Exception {
    try (Child child =
        WindowsChildren.java(Raises.class, signal.name()).error(Redirect.DISCARD).start()) {
      assertThat(child.output().inputStream().readAllBytes()).isEmpty();
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(3));
    }
  }

  static final class Raises {
    public static void main(String[] signal) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
      CSignal.valueOf(signal[0]).raiseDefault();
    }
  }

  /** Unless it is received, the JVM ends in order by TERM, as without this library. */
  @Test
  void afterAReceiverTheJvmHasItAgain() throws Exception {
    try (Child child = WindowsChildren.java(GivesBack.class).error(Redirect.INHERIT).start()) {
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8)).isEqualTo("hook");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(143));
    }
  }

  static final class GivesBack {
    public static void main(String[] none) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("hook")));
      try (SignalReceiver<CSignal> receiver = CSignal.watch(CSignal.TERM)) {
        CSignal.TERM.raise();
        receiver.receive();
      }
      CSignal.TERM.raise();
      Thread.sleep(20_000);
    }
  }
}
