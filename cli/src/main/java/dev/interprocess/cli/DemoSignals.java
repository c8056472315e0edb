package dev.interprocess.cli;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import dev.interprocess.windows.CSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The demo's signals: {@link #lead} on one side, {@link #follow} on the other. Each value is sent
 * back, so that never many are on their way, of which the system allows a user only so many.
 */
final class DemoSignals {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int WARM_UP = 500;
  private static final int ROUNDS = 1_500;
  private static final int BATCH = 100;
  private static final int BATCHES = 50;
  private static final int END = -1;

  private DemoSignals() {}

  // On first use: the names of the real-time signals are the C library's to know.
  private static Signal signal() {
    return Signal.realTime(1);
  }

  /** Round trips, then batches, of which each value has to come back, in its order. */
  static DemoTransfer.Result lead() throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    try (SignalReceiver<ReceivedSignal> answers = Signal.watch(signal());
        DemoProcess peer = new DemoProcess(DemoPeer.Kind.SIGNALS, self)) {
      long pid = next(answers).pid().orElseThrow(); // says that it watches
      boolean intact = pid == peer.pid();
      long[] nanos = new long[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long begin = System.nanoTime();
        signal().send(pid, Math.abs(i));
        intact &= value(next(answers)) == Math.abs(i);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - begin;
        }
      }
      Arrays.sort(nanos);
      long begin = System.nanoTime();
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int i = 0; i < BATCH; i++) {
          signal().send(pid, i);
        }
        for (int i = 0; i < BATCH; i++) {
          intact &= value(next(answers)) == i;
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      signal().send(pid, END);
      double bytes = 2.0 * BATCHES * BATCH * Integer.BYTES;
      return new DemoTransfer.Result(intact, nanos[ROUNDS / 2] / 1e3, bytes / seconds);
    }
  }

  /** Those of the C runtime of Windows, which reach this process alone. */
  static DemoTransfer.Result raise() throws IOException {
    try (SignalReceiver<CSignal> receiver = CSignal.watch(CSignal.TERM)) {
      boolean intact = true;
      long[] nanos = new long[BATCH];
      for (int i = 0; i < BATCH; i++) {
        long begin = System.nanoTime();
        CSignal.TERM.raise();
        intact &= receiver.receive(PATIENCE).filter(CSignal.TERM::equals).isPresent();
        nanos[i] = System.nanoTime() - begin;
      }
      Arrays.sort(nanos);
      double micros = nanos[BATCH / 2] / 1e3;
      return new DemoTransfer.Result(intact, micros, Integer.BYTES * 1e6 / micros);
    }
  }

  static void follow(long leader) throws IOException {
    try (SignalReceiver<ReceivedSignal> values = Signal.watch(signal())) {
      signal().send(leader, 0);
      for (int value = value(next(values)); value != END; value = value(next(values))) {
        signal().send(leader, value);
      }
    }
  }

  private static ReceivedSignal next(SignalReceiver<ReceivedSignal> receiver) throws IOException {
    return receiver
        .receive(PATIENCE)
        .orElseThrow(() -> new IOException("the other side has sent no signal"));
  }

  private static int value(ReceivedSignal received) {
    return received.value().orElseThrow();
  }
}
