package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal to one thread is not stuck there, though real-time ones are blocked in every thread. */
class SignalToThreadTest {
  @ParameterizedTest
  @ValueSource(strings = {"USR1", "RTMIN+2"})
  void arrives(String name) throws Exception {
    Signal signal = Signal.of(name);
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signal)) {
      List<Long> threads;
      try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
        threads = tasks.map(task -> Long.valueOf(task.getFileName().toString())).limit(5).toList();
      }
      for (long thread : threads) {
        signal.sendToThread(PID, thread);
        ReceivedSignal received = next(receiver);
        assertThat(received.signal()).isSameAs(signal);
        assertThat(received.pid()).hasValue(PID);
      }
      // It has not cost the order of the others.
      for (int i = 0; i < 100; i++) {
        signal.send(PID, i);
        assertThat(next(receiver).value()).hasValue(i);
      }
    }
  }
}
