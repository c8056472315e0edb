package dev.interprocess.examples;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service that reads its configuration anew by SIGHUP, and ends by SIGTERM in order. */
public final class Reload {
  private Reload() {}

  public static void main(String[] arguments) throws IOException {
    Path configuration = Path.of(arguments[0]);
    try (SignalReceiver<ReceivedSignal> signals = Signal.watch(Signal.HUP, Signal.TERM)) {
      System.out.println("started with " + Files.readString(configuration));
      for (ReceivedSignal received : signals.incoming()) {
        if (received.signal() == Signal.TERM) {
          System.out.println("cleaned up"); // what a shutdown hook would do
          Signal.TERM.raiseDefault(); // and now as who has sent it expects
        }
        String from = received.pid().isPresent() ? "process " + received.pid().getAsLong() : "?";
        System.out.println("reloaded for " + from + ": " + Files.readString(configuration));
      }
    }
  }
}
