package dev.interprocess.internal.console;

import static dev.interprocess.internal.abi.Windows.CTRL_CLOSE_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_LOGOFF_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_SHUTDOWN_EVENT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.Callbacks;
import dev.interprocess.internal.win32.ConsoleApi;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Receives the events of the console, before the JVM does, and sends them. */
public final class ConsoleEvents {
  /** The system ends a process that has not returned from such an event by then. */
  private static final long LAST_GRACE = TimeUnit.SECONDS.toNanos(5);

  private static final MemorySegment HANDLER = Callbacks.ofConsole(ConsoleEvents::onEvent);

  // Changed under the class alone, and read without a lock: the system calls the handler amid a
  // lock of its own, which to set the handler needs too.
  private static final List<EventQueue> QUEUES = new CopyOnWriteArrayList<>();

  private ConsoleEvents() {}

  /** How long a receiver has, in nanoseconds, before the system ends the process. */
  public static long grace(int event) {
    return switch (event) {
      case CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT -> LAST_GRACE;
      default -> 0;
    };
  }

  public static boolean isThereAConsole() {
    try (Arena arena = Arena.ofConfined()) {
      return ConsoleApi.getConsoleProcessList(arena.allocate(JAVA_INT), 1) > 0;
    }
  }

  public static synchronized EventQueue begin(Set<Integer> events) throws WindowsException {
    if (QUEUES.isEmpty()) {
      WindowsException.check(
          "SetConsoleCtrlHandler", ConsoleApi.setConsoleCtrlHandler(HANDLER, /* add= */ 1));
    }
    EventQueue queue = new EventQueue(events);
    QUEUES.add(queue);
    return queue;
  }

  /** Ends it; the last one lets the events be the JVM's again. */
  public static synchronized void end(EventQueue queue) {
    queue.close();
    if (QUEUES.remove(queue) && QUEUES.isEmpty()) {
      ConsoleApi.setConsoleCtrlHandler(HANDLER, /* add= */ 0);
    }
  }

  /**
   * In a new thread of the system, which leaves the JVM as it ends. (Under Wine that hung now and
   * then when the JVM created hundreds of threads a second at the same time.) After the last events
   * of a process it ends when this returns, so it does not before the receivers are done, which
   * they show by closing.
   */
  private static boolean onEvent(int event) {
    List<EventQueue> receivers = queuesOf(event);
    receivers.forEach(receiver -> receiver.offer(event));
    long deadline = Deadline.after(grace(event));
    if (grace(event) > 0) {
      receivers.forEach(receiver -> receiver.awaitClose(deadline));
    }
    return !receivers.isEmpty();
  }

  private static List<EventQueue> queuesOf(int event) {
    return QUEUES.stream().filter(queue -> queue.wanted().contains(event)).toList();
  }

  /**
   * Sends one to a process group on this console.
   *
   * @param group the number of its first process, 0 for all that share the console
   */
  public static void send(int event, int group) throws WindowsException {
    WindowsException.check("send", ConsoleApi.generateConsoleCtrlEvent(event, group));
  }

  /** What the system calls. */
  static MemorySegment handler() {
    return HANDLER;
  }
}
