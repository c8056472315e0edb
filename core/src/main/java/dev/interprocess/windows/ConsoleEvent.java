package dev.interprocess.windows;

import static dev.interprocess.internal.abi.Windows.CTRL_BREAK_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_CLOSE_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_C_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_LOGOFF_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_SHUTDOWN_EVENT;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.console.ConsoleEvents;
import dev.interprocess.internal.impl.EventReceiver;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.impl.WindowsOnly;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * What the console of Windows tells its processes: what the user has typed, and that the end is
 * near.
 *
 * {@snippet :
 * try (SignalReceiver<ConsoleEvent> events = ConsoleEvent.watch(ConsoleEvent.CLOSE)) {
 *   events.receive();
 *   save(); // within CLOSE.grace(); the process ends when the receiver is closed
 * }
 * }
 *
 * <p>While there is a receiver for an event the JVM does not see it: it neither runs its shutdown
 * hooks nor, for {@code CTRL_BREAK}, prints its threads. The last one to close gives it back.
 *
 * <p>Any thread may call any method.
 *
 * <p>See <a href="https://learn.microsoft.com/windows/console/handlerroutine">HandlerRoutine</a>.
 */
public enum ConsoleEvent {
  /** Ctrl-C. The system keeps it from the first process of a group of its own. */
  CTRL_C(CTRL_C_EVENT),
  /** Ctrl-Break. */
  CTRL_BREAK(CTRL_BREAK_EVENT),
  /** The console's window is closed. */
  CLOSE(CTRL_CLOSE_EVENT),
  /** A user logs off: only services are told. */
  LOGOFF(CTRL_LOGOFF_EVENT),
  /** The system shuts down: only services are told. */
  SHUTDOWN(CTRL_SHUTDOWN_EVENT);

  private final int number;

  ConsoleEvent(int number) {
    this.number = number;
  }

  /**
   * How long a receiver has before the system ends the process: five seconds, unless the system is
   * set up otherwise, after {@code CLOSE}, {@code LOGOFF} and {@code SHUTDOWN}. The process ends
   * when all receivers of the event are closed, or when that time is over, and no shutdown hook
   * runs: a receiver that is done closes, or calls {@link System#exit}. Zero for the others, after
   * which the process goes on.
   */
  public Duration grace() {
    return Duration.ofNanos(ConsoleEvents.grace(number));
  }

  /**
   * Receives these events from now on. Up to 65,536 that nobody takes are kept.
   *
   * @throws IllegalArgumentException if there is none, or one is there twice
   * @throws IOException if this process has no console from which {@code CTRL_C}, {@code
   *     CTRL_BREAK} or {@code CLOSE} could come, or the system refuses
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SignalReceiver<ConsoleEvent> watch(ConsoleEvent... events) throws IOException {
    Map<Integer, ConsoleEvent> numbered = EventWatch.numbered(events, event -> event.number);
    WindowsOnly.require("console event");
    if (!ConsoleEvents.isThereAConsole()
        && Arrays.stream(events).anyMatch(event -> event != LOGOFF && event != SHUTDOWN)) {
      throw new IOException("watch " + Arrays.toString(events) + ": this process has no console");
    }
    try {
      return new EventReceiver<>(
          new EventWatch<>(ConsoleEvents.begin(numbered.keySet()), numbered, ConsoleEvents::end));
    } catch (WindowsException e) {
      throw WindowsErrors.of("console events", e);
    }
  }

  /**
   * Sends it to the processes of a group that share this process's console.
   *
   * @param group the number of its first process, which was started as a group of its own ({@link
   *     dev.interprocess.process.Child.Builder#newGroup}); 0 for all processes of the console, this
   *     one included
   * @throws IllegalArgumentException if the number is negative or greater than any; for {@code
   *     CTRL_C} if it is not 0, as the system would give it to nobody
   * @throws IOException if this process has no console, or there is no such group on it
   * @throws UnsupportedOperationException for events that the system alone sends, and on another
   *     system than Windows
   */
  public void sendToGroup(long group) throws IOException {
    if (group < 0 || group > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("not a process group: " + group);
    }
    if (this != CTRL_C && this != CTRL_BREAK) {
      throw new UnsupportedOperationException(this + " is sent by the system alone");
    }
    if (this == CTRL_C && group != 0) {
      throw new IllegalArgumentException("CTRL_C reaches no group but 0; CTRL_BREAK does");
    }
    WindowsOnly.require("console event");
    if (!ConsoleEvents.isThereAConsole()) {
      throw new IOException(
          "send " + this + " to group " + group + ": this process has no console");
    }
    try {
      ConsoleEvents.send(number, (int) group);
    } catch (WindowsException e) {
      throw WindowsErrors.of(this + " to group " + group, e);
    }
  }
}
