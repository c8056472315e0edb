package dev.interprocess.internal.poll;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.libc.ErrnoException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pollers: one, that starts at the first need, and one more each time that one of them has no
 * rest for a while, as long as there are processors for them.
 *
 * <p>Each descriptor belongs to one, by its number and how many pollers there are. So when there is
 * one more each descriptor finds its new one at its next event, and none needs to be chosen.
 */
public final class Pollers {
  /** How many there may be; as many as processors, if it is not set. */
  private static final String LIMIT = "dev.interprocess.pollers";

  // So that what the last one was added for can be seen in what the others have to do.
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int GOLDEN_RATIO = 0x9E3779B9; // of 2^32

  // Replaced under the lock of this class.
  private static volatile Poller @Nullable [] pollers;
  private static long lastStart;

  private Pollers() {}

  /**
   * Figures for diagnostics.
   *
   * @param pollers how many there are
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
    for (Poller each : all) {
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
    pollers = new Poller[] {first};
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
    Poller[] all = all();
    if (all.length > 1 && !owner.isCurrentThread()) {
      for (Poller each : all) {
        if (each.isCurrentThread()) {
          return each;
        }
      }
    }
    return owner;
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

  /** One of them has no rest: starts one more, if there are processors and work for it. */
  static synchronized void relieve() {
    Poller[] all = all();
    long now = System.nanoTime();
    if (all.length < limit()
        && statistics().registered() > all.length
        && (all.length == 1 || now - lastStart >= PAUSE)) {
      lastStart = now;
      try {
        add();
      } catch (ErrnoException e) { // out of descriptors, say
        LOGGER.log(Level.DEBUG, "no poller more", e);
      }
    }
  }

  static synchronized void add() throws ErrnoException {
    Poller[] before = all();
    Poller[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = Poller.further(all.length);
    all[before.length].start();
    pollers = all;
  }

  private static int limit() {
    return Integer.getInteger(LIMIT, Runtime.getRuntime().availableProcessors());
  }
}
