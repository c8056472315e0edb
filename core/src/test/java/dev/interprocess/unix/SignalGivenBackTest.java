package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.process.Child;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Nothing of a receiver is left when it is closed, and a child has nothing of it at all. */
class SignalGivenBackTest {
  private static final Signal[] SIGNALS = {
    Signal.HUP, Signal.INT, Signal.TERM, Signal.USR1, Signal.realTime(0), Signal.of("RTMAX")
  };
  private static final long REAL_TIME = 1L << (Signal.of("RTMAX").number() - 1) | 1L << 33;

  private static List<Long> blockedByThread() throws Exception {
    return status("/proc/" + SelfSignals.PID + "/task/*/status", "SigBlk").stream()
        .map(mask -> Long.parseUnsignedLong(mask, 16) & REAL_TIME)
        .toList();
  }

  private static String caught() throws Exception {
    return status("/proc/" + SelfSignals.PID + "/status", "SigCgt").getFirst();
  }

  @Test
  void handlersAndMasksAreWhatTheyWere() throws Exception {
    Signal.watch(Signal.CHLD).close(); // the JDK's first process changes what is caught
    String before = caught();
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(SIGNALS)) {
      assertThat(receiver.isOpen()).isTrue();
      for (int i = 0; i < 50; i++) { // which are born with them blocked
        threads.add(Thread.ofPlatform().start(() -> awaitQuietly(end)));
      }
      assertThat(blockedByThread()).hasSizeGreaterThan(50).containsOnly(REAL_TIME);
      assertThat(caught()).isNotEqualTo(before);
    }
    assertThat(blockedByThread()).hasSizeGreaterThan(50).containsOnly(0L);
    assertThat(caught()).isEqualTo(before);
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void childrenStartWithDefaultsWhileItIsOpen() throws Exception {
    String script = "grep -E '^Sig(Blk|Cgt|Ign)' /proc/self/status";
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(SIGNALS)) {
      assertThat(receiver.isOpen()).isTrue();
      try (Child child = Child.command("sh", "-c", script).start()) {
        assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8).lines())
            .allMatch(line -> line.endsWith("\t0000000000000000") || line.startsWith("SigCgt"))
            .hasSize(3);
      }
      Process child = new ProcessBuilder("sh", "-c", script).start();
      assertThat(child.inputReader().lines().filter(line -> line.startsWith("SigBlk")))
          .allMatch(line -> (Long.parseUnsignedLong(line.substring(8), 16) & REAL_TIME) == 0)
          .hasSize(1);
    }
  }
}
