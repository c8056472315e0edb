package dev.interprocess.internal.poll;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.libc.ErrnoException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pollers: one, that starts at the first need. As long as one of them has no rest another joins
 * in, and one leaves when they wait for processors, as then there are not enough for them.
 *
 * <p>Each descriptor belongs to one, by its number and how many pollers there are. So when these
 * are more or fewer each descriptor finds its new one at its next event, and none needs to be
 * chosen. A poller that has left sleeps until what belonged to it has gone, and for its next use.
 */
public final class Pollers {
  /** How many there may be. */
  static final int LIMIT =
      Integer.getInteger("dev.interprocess.pollers", Runtime.getRuntime().availableProcessors());

  // How long after a change the next poller may join; longer each time that one had to leave soon.
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);

  private static final int GOLDEN_RATIO = 0x9E3779B9; // of 2^32

  // Replaced under the lock of this class: those that take part, and all that were ever started.
  private static volatile Poller @Nullable [] pollers;
  private static volatile Poller[] started = {};

  // Guarded by it.
  private static long lastChange;
  private static long pause = SHORTEST_PAUSE;

  private Pollers() {}

  /**
   * Figures for diagnostics.
   *
   * @param pollers how many take part
   * @param registered descriptors that epoll reports on
   * @param wakeUps how often it did
   * @param resumed how often an operation that no thread waits for went on
   * @param ledWakeUps how often events came to a virtual thread that was waiting for all
   * @param carriers how many the library has added to those of the virtual threads: 1, if any
   * @param bursts how often so many came at once that a virtual thread of the library's led
   */
  public record Statistics(
      int pollers,
      int registered,
      long wakeUps,
      long resumed,
      long ledWakeUps,
      int carriers,
      long bursts) {}

  public static Statistics statistics() {
    Poller[] all = pollers;
    if (all == null) {
      return new Statistics(0, 0, 0, 0, 0, 0, 0);
    }
    Leadership leadership = all[0].leadership();
    int registered = leadership.epoll().registered() - 1; // that of the followers, in the first's
    long wakeUps = 0;
    long resumed = 0;
    for (Poller each : started) {
      registered += each.epoll().registered();
      wakeUps += each.epoll().wakeUps();
      resumed += each.resumed();
    }
    return new Statistics(
        all.length,
        registered,
        wakeUps,
        resumed,
        leadership.returns(),
        leadership.hasAddedCarrier() ? 1 : 0,
        leadership.bursts());
  }

  /**
   * The first, which is started now if it was not: later there may be no descriptor left for it.
   */
  public static Poller start() throws ErrnoException {
    Poller[] all = pollers;
    return all != null ? all[0] : startFirst();
  }

  // Not a holder class: when descriptors have run out this fails, and must work later on.
  private static synchronized Poller startFirst() throws ErrnoException {
    Poller[] all = pollers;
    if (all != null) {
      return all[0];
    }
    Poller first = Poller.first();
    first.start();
    started = new Poller[] {first};
    pollers = started;
    return first;
  }

  private static Poller[] all() {
    return Objects.requireNonNull(pollers);
  }

  /** Who of the virtual threads leads. */
  static Leadership leadership() {
    return all()[0].leadership();
  }

  /** To which the descriptor belongs. */
  static Poller of(int fd) {
    Poller[] all = all();
    return all[all.length == 1 ? 0 : index(fd, all.length)];
  }

  /** Numbers that follow each other at any distance, as every second one, are spread alike. */
  static int index(int fd, int pollers) {
    return (int) ((Integer.toUnsignedLong(fd * GOLDEN_RATIO) * pollers) >>> Integer.SIZE);
  }

  /** Whose thread this is, or else the descriptor's: where what is handed over goes on soonest. */
  public static Poller near(int fd) {
    Poller owner = of(fd);
    if (started.length == 1 || owner.isCurrentThread()) {
      return owner;
    }
    Poller current = current();
    return current != null ? current : owner;
  }

  /** If this is the thread of one of them, lets it go on when all others had their turn. */
  public static boolean goOnLater(Continuation continuation) {
    Poller current = current();
    if (current != null) {
      current.execute(continuation);
    }
    return current != null;
  }

  /** Whose thread this is. */
  private static @Nullable Poller current() {
    for (Poller each : started) {
      if (each.isCurrentThread()) {
        return each;
      }
    }
    return null;
  }

  /** Whether this is the thread of one of them, on which nothing may wait. */
  public static boolean areRunningThis() {
    return current() != null;
  }

  /** Whether this virtual thread waits time and again, and no other. */
  static boolean isAlone(Thread thread) {
    Poller[] all = pollers;
    return all != null && all[0].leadership().isAlone(thread);
  }

  /** A virtual thread has something else to see to: if it leads it is not parked. */
  static void wakeLeader(Thread follower) {
    Poller[] all = pollers;
    if (all != null) {
      all[0].leadership().wake(follower);
    }
  }

  /** Called by each of them, with what it has had of the processors. */
  static void consider(Load.Level level) {
    if (level == Load.Level.FULL) {
      addOneIfUseful();
    } else if (level == Load.Level.STARVED) {
      removeOne();
    }
  }

  private static synchronized void addOneIfUseful() {
    int count = all().length;
    if (count < LIMIT
        && statistics().registered() > count
        && (lastChange == 0 || System.nanoTime() - lastChange >= pause)) {
      try {
        add();
      } catch (ErrnoException e) { // out of descriptors, say
        LOGGER.log(Level.DEBUG, "no poller more", e);
      }
      lastChange = System.nanoTime();
    }
  }

  static synchronized void add() throws ErrnoException {
    int count = all().length;
    if (started.length == count) {
      Poller next = Poller.further(count + 1);
      next.start();
      Poller[] all = Arrays.copyOf(started, count + 1);
      all[count] = next;
      started = all;
    }
    pollers = Arrays.copyOf(started, count + 1);
  }

  static synchronized void removeOne() {
    int count = all().length;
    if (count > 1) {
      pollers = Arrays.copyOf(started, count - 1);
      long now = System.nanoTime();
      pause = now - lastChange < 2 * pause ? Math.min(LONGEST_PAUSE, 2 * pause) : SHORTEST_PAUSE;
      lastChange = now;
    }
  }
}
