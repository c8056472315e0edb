package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.event.Allowance;
import java.lang.StackWalker.StackFrame;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was lost to the garbage collector, and logs once for each where it was opened: {@code
 * -Ddev.interprocess.leaks=off|on|full}. "On", the default, remembers the one line of the program
 * that opened it; "full" the whole stack; "off" nothing, and closes in silence. To look for that
 * line costs as much as the rest of a connection, so beyond {@value #AT_ONCE} at once "on" does it
 * a hundred times a second.
 */
public final class Leaks {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String OURS = "dev.interprocess.";
  private static final Detail DETAIL = detail();
  private static final int AT_ONCE = 10_000;
  private static final Allowance LINES =
      new Allowance(AT_ONCE, TimeUnit.MILLISECONDS.toNanos(10), System.nanoTime());
  private static final Object UNKNOWN = new Object(); // as so many were opened

  private enum Detail {
    OFF,
    ON,
    FULL
  }

  private Leaks() {}

  /**
   * Watches {@code owner}; when it is lost, {@code close} is run, which gives false if there was
   * nothing left to close.
   *
   * @param what its name, put in words only if it is lost; it must not refer to {@code owner}
   */
  public static Cleaner.Cleanable watch(Object owner, BooleanSupplier close, Object what) {
    Object where = where();
    return watch(
        owner,
        () -> {
          if (close.getAsBoolean()) {
            log(what, where);
          }
        });
  }

  /**
   * The same for what closes itself, and then {@linkplain #log tells} of it: one object for two.
   */
  static Cleaner.Cleanable watch(Object owner, Runnable lost) {
    return CLEANER.register(owner, lost);
  }

  /**
   * Tells of something that was never closed.
   *
   * @param where what {@link #where} has given when it was opened
   */
  static void log(Object what, @Nullable Object where) {
    if (DETAIL == Detail.OFF) {
      return;
    }
    if (where instanceof Throwable trace) {
      LOGGER.log(Level.WARNING, what + " was never closed; it was opened here:", trace);
    } else {
      LOGGER.log(
          Level.WARNING,
          "{0} was never closed; it was opened {1} (-Ddev.interprocess.leaks=full: whole stack)",
          what,
          words(where));
    }
  }

  private static String words(@Nullable Object where) {
    if (where == UNKNOWN) {
      return "where is not known, as so many were";
    }
    return where instanceof StackFrame frame ? "at " + frame : "by thread " + where;
  }

  /** Where the program is right now, as far as that is wanted. */
  static @Nullable Object where() {
    return switch (DETAIL) {
      case OFF -> null;
      case ON -> LINES.take(System.nanoTime()) ? WALKER.walk(Leaks::firstOfTheProgram) : UNKNOWN;
      case FULL -> new Throwable("opened by " + Thread.currentThread());
    };
  }

  /**
   * The frame itself: what opens a thousand connections a second has no time to put it in words.
   */
  private static Object firstOfTheProgram(Stream<StackFrame> frames) {
    Iterator<StackFrame> each = frames.iterator();
    while (each.hasNext()) {
      StackFrame frame = each.next();
      if (isOfTheProgram(frame.getClassName())) {
        return frame;
      }
    }
    // A thread of the program's that runs nothing but a method of ours.
    Thread thread = Thread.currentThread();
    return thread.getName().isEmpty() ? thread.toString() : thread.getName();
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
