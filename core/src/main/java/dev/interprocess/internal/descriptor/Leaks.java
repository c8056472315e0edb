package dev.interprocess.internal.descriptor;

import java.lang.StackWalker.StackFrame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was lost to the garbage collector, and logs once for each where it was opened: {@code
 * -Ddev.interprocess.leaks=off|on|full}. "On", the default, remembers the one line of the program
 * that opened it; "full" the whole stack; "off" nothing, and closes in silence.
 */
public final class Leaks {
  private static final Logger LOGGER = System.getLogger("dev.interprocess");
  private static final Cleaner CLEANER = Cleaner.create();
  private static final String OURS = "dev.interprocess.";
  private static final Detail DETAIL = detail();

  private enum Detail {
    OFF,
    ON,
    FULL
  }

  private Leaks() {}

  /**
   * Watches {@code owner}; when it is lost, {@code close} is run, which gives false if there was
   * nothing left to close.
   */
  public static Cleaner.Cleanable watch(Object owner, BooleanSupplier close, String what) {
    Object where = where();
    return CLEANER.register(
        owner,
        () -> {
          if (close.getAsBoolean() && DETAIL != Detail.OFF) {
            log(what, where);
          }
        });
  }

  private static void log(String what, @Nullable Object where) {
    if (where instanceof Throwable trace) {
      LOGGER.log(Level.WARNING, what + " was never closed; it was opened here:", trace);
    } else {
      LOGGER.log(
          Level.WARNING,
          "{0} was never closed; it was opened {1} (-Ddev.interprocess.leaks=full: whole stack)",
          what,
          where);
    }
  }

  private static @Nullable Object where() {
    return switch (DETAIL) {
      case OFF -> null;
      case ON -> StackWalker.getInstance().walk(Leaks::firstOfTheProgram);
      case FULL -> new Throwable("opened by " + Thread.currentThread());
    };
  }

  private static String firstOfTheProgram(Stream<StackFrame> frames) {
    return frames
        .filter(frame -> isOfTheProgram(frame.getClassName()))
        .findFirst()
        .map(frame -> "at " + frame.toStackTraceElement())
        // A thread of the program's that runs nothing but a method of ours.
        .orElseGet(() -> "by " + Thread.currentThread());
  }

  // Of ours only the library's own packages: an example or the tool is a program like any other.
  private static boolean isOfTheProgram(String className) {
    boolean ours =
        className.startsWith(OURS + "internal.")
            || className.startsWith(OURS + "process.")
            || className.startsWith(OURS + "unix.")
            || (className.startsWith(OURS)
                && Character.isUpperCase(className.charAt(OURS.length())));
    return !ours && !className.startsWith("java.") && !className.startsWith("jdk.");
  }

  private static Detail detail() {
    return switch (System.getProperty("dev.interprocess.leaks", "on").toLowerCase(Locale.ROOT)) {
      case "off" -> Detail.OFF;
      case "full" -> Detail.FULL;
      default -> Detail.ON;
    };
  }
}
