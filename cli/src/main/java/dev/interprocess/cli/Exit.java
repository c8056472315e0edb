package dev.interprocess.cli;

import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the tool by a signal: what was made is removed, what fails by that is no error, and
 * then the tool ends by that very signal, as a shell expects of a program that was interrupted.
 */
final class Exit {
  // The JDK ends the JVM in a thread of this name. Receiving the signal by the library would tell
  // of it too, but cost at each start what this costs at such an end.
  private static final String ENDING = "SIG(HUP|INT|TERM) handler";

  private static final List<Runnable> CLEAN_UPS = new ArrayList<>(); // guarded by itself
  private static volatile boolean begun;

  private Exit() {}

  /** To be called once, at the start. */
  static void prepare() {
    Runtime.getRuntime().addShutdownHook(new Thread(Exit::run, "ipc end"));
  }

  /** SIGHUP, SIGINT and SIGTERM run this before the tool ends, after what was named before. */
  static void onSignal(Runnable cleanUp) {
    synchronized (CLEAN_UPS) {
      if (!begun) {
        CLEAN_UPS.add(cleanUp);
        return;
      }
    }
    cleanUp.run(); // it was made while the tool was ending
  }

  static boolean hasBegun() {
    return begun;
  }

  private static void run() {
    List<Runnable> cleanUps;
    synchronized (CLEAN_UPS) {
      begun = true;
      cleanUps = List.copyOf(CLEAN_UPS);
    }
    cleanUps.forEach(Runnable::run);
    System.out.flush();
    signal().ifPresent(Exit::endBy);
  }

  /**
   * Ends as a command did that this tool has run, if that was by one of the signals that end both
   * when they are typed at the terminal: which of the two was faster is then all the same.
   */
  static void like(Signal signal) {
    if (signal == Signal.HUP || signal == Signal.INT || signal == Signal.TERM) {
      endBy(signal.name());
    }
  }

  private static Optional<String> signal() {
    Pattern ending = Pattern.compile(ENDING);
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> ending.matcher(thread.getName()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /** Does not return, as a rule. */
  static void endBy(String signal) {
    try {
      Signal.of(signal).raiseDefault();
    } catch (IOException | UnsupportedOperationException e) {
      // The tool ends in any case, with another exit code.
    }
  }
}
