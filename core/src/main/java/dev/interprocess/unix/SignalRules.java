package dev.interprocess.unix;

import static dev.interprocess.internal.abi.LinuxSignal.*;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.WakeUpSignal;
import dev.interprocess.internal.signal.SignalAction;
import dev.interprocess.unix.Signal.DefaultAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which signals may be received, and what they do by default. */
final class SignalRules {
  private static final Map<Integer, String> REFUSED =
      Map.of(
          SIGKILL, "ends a process in any case",
          SIGSTOP, "stops a process in any case",
          SIGSEGV, "the JVM finds null pointers and full stacks by it",
          SIGBUS, "the JVM finds files that were cut short by it",
          SIGFPE, "the JVM finds divisions by zero by it",
          SIGILL, "the JVM finds out about its own errors by it",
          SIGUSR2, "the JVM stops threads by it; USR1 is free",
          SIGPIPE, "the JVM catches it; a write to a broken pipe is an exception",
          SIGXFSZ, "the JVM catches it; a write beyond the limit is an exception");

  // Not with -Xrs, nor those that were ignored at the start. Looked at before any is received here.
  private static final Set<Integer> TO_END_IN_ORDER =
      Stream.of(SIGHUP, SIGINT, SIGQUIT, SIGTERM)
          .filter(number -> !action(number).isDefault() && !action(number).isIgnore())
          .collect(Collectors.toUnmodifiableSet());

  private SignalRules() {}

  /** Throws if it can't be received or ignored. */
  static void check(Signal signal) {
    refusal(signal.number())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(signal + ": " + reason);
            });
  }

  private static Optional<String> refusal(int number) {
    if (Signal.of(number).isOfLibrary()) {
      return Optional.of("the C library's own");
    }
    return number == WakeUpSignal.NUMBER
        ? Optional.of("the JDK wakes threads out of channels by it")
        : Optional.ofNullable(REFUSED.get(number));
  }

  static boolean isUsedByJvm(int number) {
    return TO_END_IN_ORDER.contains(number)
        || number == WakeUpSignal.NUMBER
        || (REFUSED.containsKey(number) && number != SIGKILL && number != SIGSTOP);
  }

  static boolean isIgnored(int number) {
    if (Signal.of(number).isOfLibrary() || number == SIGKILL || number == SIGSTOP) {
      return false;
    }
    return action(number).isIgnore();
  }

  private static SignalAction action(int number) {
    try {
      return SignalAction.of(number);
    } catch (ErrnoException e) {
      throw new AssertionError("a signal that every process may ask for", e);
    }
  }

  static DefaultAction defaultAction(int number) {
    return switch (number) {
      case SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGXCPU, SIGXFSZ, SIGSYS ->
          DefaultAction.CORE;
      case SIGCHLD, SIGURG, SIGWINCH -> DefaultAction.IGNORE;
      case SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU -> DefaultAction.STOP;
      case SIGCONT -> DefaultAction.CONTINUE;
      default -> DefaultAction.TERMINATE;
    };
  }
}
