package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.SignalReceiver;
import dev.interprocess.process.Child;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Draws the size of the terminal's window anew whenever it changes: SIGWINCH. */
public final class WindowSize {
  private static final String CLEAR = "\033[2J\033[H";

  private WindowSize() {}

  public static void main(String[] arguments) throws IOException {
    try (SignalReceiver<ReceivedSignal> changes = Signal.watch(Signal.WINCH)) {
      draw(); // after the watch has begun, so that no change is missed
      for (ReceivedSignal _ : changes.incoming()) {
        draw(); // once for changes that came together: only the last size counts
      }
    }
  }

  private static void draw() throws IOException {
    System.out.print(CLEAR + "rows and columns: " + size());
    System.out.flush();
  }

  private static String size() throws IOException {
    try (Child stty =
        Child.command("stty", "size").input(Redirect.INHERIT).error(Redirect.INHERIT).start()) {
      return new String(stty.output().inputStream().readAllBytes(), UTF_8).strip();
    }
  }
}
