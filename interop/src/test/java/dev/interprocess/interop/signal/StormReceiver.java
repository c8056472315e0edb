package dev.interprocess.interop.signal;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receives numbered signals of several senders while the JVM is as busy as can be.
 *
 * <p>Arguments: how many signals to watch from RTMIN on, how many will come, and a third one if the
 * JVM is to be idle. Prints {@code ready}, and then what came.
 */
public final class StormReceiver {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger WRONG_ERRORS = new AtomicInteger();

  private StormReceiver() {}

  public static void main(String[] arguments) throws Exception {
    Signal[] signals = new Signal[Integer.parseInt(arguments[0])];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = Signal.realTime(i);
    }
    long expected = Long.parseLong(arguments[1]);
    boolean busy = arguments.length < 3;
    long received = 0;
    long outOfOrder = 0;
    long dropped = 0;
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signals)) {
      BusyJvm jvm = busy ? BusyJvm.start() : null;
      if (busy) {
        Thread.ofPlatform().daemon().start(StormReceiver::failAgainAndAgain);
      }
      System.out.println("ready");
      Map<Long, Integer> next = new HashMap<>(); // by sender
      while (received < expected) {
        Optional<ReceivedSignal> signal = receiver.receive(PATIENCE);
        if (signal.isEmpty()) {
          break;
        }
        received++;
        dropped += signal.get().dropped();
        long sender = signal.get().pid().orElse(-1);
        int value = signal.get().value().orElse(-1);
        if (value != next.getOrDefault(sender, 0)) {
          outOfOrder++;
        }
        next.put(sender, value + 1);
      }
      if (receiver.receive(Duration.ofMillis(100)).isPresent()) {
        System.out.println("more than were sent");
      }
      if (jvm != null) {
        jvm.stop();
      }
    }
    System.out.printf(
        "received %d, out of order %d, dropped %d, wrong errors %d%n",
        received, outOfOrder, dropped, WRONG_ERRORS.get());
    System.exit(0);
  }

  /** A handler that changed errno would turn one error into another. */
  private static void failAgainAndAgain() {
    LocalName missing = LocalName.path(Path.of("/nonexistent/socket"));
    while (true) {
      try {
        LocalStream.connect(missing).close();
      } catch (NoSuchFileException e) {
        // As it should be.
      } catch (IOException e) {
        WRONG_ERRORS.incrementAndGet();
      }
    }
  }
}
