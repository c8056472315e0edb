package dev.interprocess.examples;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;

/**
 * A program that has the whole screen, and leaves it in order whenever it stops or ends: SIGTSTP is
 * Ctrl-Z, and SIGCONT comes with the shell's {@code fg}.
 */
public final class FullScreen {
  private static final String ENTER = "\033[?1049h\033[2J\033[H"; // the terminal's other screen
  private static final String LEAVE = "\033[?1049l";

  private FullScreen() {}

  public static void main(String[] arguments) throws IOException {
    try (SignalReceiver<ReceivedSignal> signals =
        Signal.watch(Signal.TSTP, Signal.CONT, Signal.INT, Signal.TERM, Signal.HUP)) {
      print(ENTER + "all yours");
      for (ReceivedSignal received : signals.incoming()) {
        if (received.signal() != Signal.CONT) {
          print(LEAVE);
          received.signal().raiseDefault(); // stops here by TSTP, ends here by the others
        }
        // After SIGSTOP too, of which no program is told before.
        print(ENTER + "back again");
      }
    }
  }

  private static void print(String text) {
    System.out.print(text);
    System.out.flush();
  }
}
