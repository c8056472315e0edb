package dev.interprocess.examples;

import dev.interprocess.SignalReceiver;
import dev.interprocess.process.Child;
import dev.interprocess.unix.ChildChange;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;

/**
 * Sees what becomes of all children, those of the JDK too: SIGCHLD. Waiting for one child is {@link
 * Child#waitFor()}; this tells of their stops as well. The kernel merges what comes together, so a
 * program must not count by it.
 */
public final class ChildEnds {
  private ChildEnds() {}

  public static void main(String[] arguments) throws IOException {
    try (SignalReceiver<ReceivedSignal> changes = Signal.watch(Signal.CHLD)) {
      Process shell = new ProcessBuilder("sh", "-c", "exit 3").start();
      tell(changes.receive(), shell.pid());
      try (Child cat = Child.command("cat").start()) {
        for (Signal signal : new Signal[] {Signal.STOP, Signal.CONT, Signal.TERM}) {
          signal.send(cat.pid());
          tell(changes.receive(), cat.pid());
        }
      }
    }
  }

  private static void tell(ReceivedSignal received, long pid) {
    ChildChange change = received.child().orElseThrow();
    String which = received.pid().orElseThrow() == pid ? "the child" : "another";
    System.out.println(
        which
            + switch (change.event()) {
              case EXITED -> " has ended with code " + change.exitCode().orElseThrow();
              case KILLED, DUMPED -> " was ended by " + change.signal().orElseThrow();
              case STOPPED, TRAPPED -> " was stopped by " + change.signal().orElseThrow();
              case CONTINUED -> " goes on";
            });
  }
}
