package dev.interprocess.windows;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.console.CSignals;
import dev.interprocess.internal.impl.EventReceiver;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.impl.WindowsOnly;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal of the C runtime of Windows, which has the six of the C standard. They are this
 * process's own affair: nobody else can send one.
 *
 * {@snippet :
 * try (SignalReceiver<CSignal> signals = CSignal.watch(CSignal.INT, CSignal.TERM)) {
 *   CSignal signal = signals.receive(); // Ctrl-C, or CSignal.TERM.raise() of a library
 *   System.out.println("ends by " + signal);
 * }
 * }
 *
 * <p>They are those of the runtime that the JVM uses ({@code ucrtbase.dll}); a library with another
 * one has signals of its own. The runtime resets a signal to its default action when it comes; the
 * JVM, whose handler this is, sets itself up again at once, but one that comes in this moment ends
 * the process. Of several that come at once each is received, in any order. The default action of
 * all six is to end the process, with exit code 3 and no shutdown hook. While there is a receiver
 * the JVM does not see the signal; the last one to close gives it back.
 *
 * <p>Any thread may call any method.
 *
 * <p>See <a href="https://learn.microsoft.com/cpp/c-runtime-library/reference/signal">signal</a>.
 */
public enum CSignal {
  /** The program has called {@code abort}, as the JVM does after an error of its own. */
  ABRT(22, "the JVM ends by it after an error of its own, when no Java code can run any more"),
  /** An arithmetic error. */
  FPE(8, "the thread that made the error can't go on, and the JVM handles its own before"),
  /** An instruction that the processor does not know: never sent by Windows. */
  ILL(4, "the thread that made the error can't go on, and the JVM handles its own before"),
  /** Interrupt: the user has typed Ctrl-C, and no {@link ConsoleEvent} receiver is there for it. */
  INT(2, null),
  /** An access to memory that is not there. */
  SEGV(11, "the thread that made the error can't go on, and the JVM handles its own before"),
  /**
   * A request to end: never sent by Windows itself. The JVM raises it when the console is closed,
   * or the user logs off; {@link ConsoleEvent} tells that apart.
   */
  TERM(15, null);

  private final int number;
  private final @Nullable String refusal;

  CSignal(int number, @Nullable String refusal) {
    this.number = number;
    this.refusal = refusal;
  }

  /** Its number in C. */
  public int number() {
    return number;
  }

  /**
   * Receives these signals from now on: {@code INT} and {@code TERM}. Up to 65,536 that nobody
   * takes are kept.
   *
   * @throws IllegalArgumentException if there is none, one is there twice, or it is one that can't
   *     be received in a JVM
   * @throws IOException never at present
   * @throws UnsupportedOperationException on another system than Windows; if the JVM was told to
   *     leave signals alone ({@code -Xrs}), or has no module {@code jdk.unsupported}
   */
  public static SignalReceiver<CSignal> watch(CSignal... signals) throws IOException {
    Map<Integer, CSignal> numbered = EventWatch.numbered(signals, CSignal::number);
    for (CSignal signal : signals) {
      if (signal.refusal != null) {
        throw new IllegalArgumentException(signal + ": " + signal.refusal);
      }
    }
    WindowsOnly.require("C signal");
    return new EventReceiver<>(
        new EventWatch<>(CSignals.begin(numbered.keySet()), numbered, CSignals::end));
  }

  /**
   * Raises it in this process: its receivers get it, or else what there is for it happens. A
   * handler of C runs in this thread.
   *
   * @throws IOException if the runtime refuses
   * @throws UnsupportedOperationException on another system than Windows
   */
  public void raise() throws IOException {
    WindowsOnly.require("C signal");
    try {
      CSignals.raise(number);
    } catch (WindowsException e) {
      throw WindowsErrors.of(this, e);
    }
  }

  /**
   * Performs its default action, whatever handler is there: ends the process at once, with exit
   * code 3 and no shutdown hook.
   *
   * @throws IOException if the runtime refuses
   * @throws UnsupportedOperationException on another system than Windows
   */
  public void raiseDefault() throws IOException {
    WindowsOnly.require("C signal");
    try {
      CSignals.raiseDefault(number);
    } catch (WindowsException e) {
      throw WindowsErrors.of(this, e);
    }
  }
}
