package dev.interprocess.internal.poll;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.libc.ErrnoException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits in epoll for all parked threads, and goes on with all operations that no
 * thread waits for. It starts at the first need, is a daemon, and lives as long as the JVM.
 *
 * <p>What it goes on with may give it more of the same at once, without end: so after so many it
 * looks at the descriptors again, and everybody's turn comes.
 */
public final class Poller {
  // Before the next look, at least; or all that is ready, so that what a look has told of is not
  // left until the processor's caches have lost it.
  private static final int BEFORE_NEXT_LOOK = 64;

  // What has ended at once has its turn when all have that are ready: meanwhile something may come
  // for what its handler tries next. Where so many are, it goes on at once, some times in a row.
  private static final int MANY = 1024;
  private static final int IN_A_ROW = 8;

  private static volatile @Nullable Poller instance;

  private final Epoll epoll;
  private final Leadership leadership;
  private final EventBuffer buffer = new EventBuffer();
  private boolean told = true;
  private final Thread thread;
  private final Timers timers = new Timers();

  // By this thread alone, and by the others.
  private final ArrayDeque<Continuation> ready = new ArrayDeque<>();
  private @Nullable Continuation next; // before those that are ready
  private int inARow;
  private final Queue<Continuation> handedOver = new ConcurrentLinkedQueue<>();
  private volatile boolean asleep;
  private final LongAdder resumed = new LongAdder();

  private Poller(Epoll epoll, Epoll followers) throws ErrnoException {
    this.epoll = epoll;
    this.leadership = new Leadership(this, followers);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("interprocess-poller")
            .unstarted(this::run);
  }

  /** Makes one; where descriptors run out half way, none is lost. */
  private static Poller create() throws ErrnoException {
    Epoll epoll = new Epoll();
    Epoll followers = null;
    try {
      followers = new Epoll();
      return new Poller(epoll, followers);
    } catch (ErrnoException e) {
      epoll.close();
      if (followers != null) {
        followers.close();
      }
      throw e;
    }
  }

  /**
   * Figures for diagnostics.
   *
   * @param registered descriptors that epoll reports on
   * @param wakeUps how often it did
   * @param resumed how often an operation that no thread waits for went on
   * @param ledWakeUps how often events came to a virtual thread that was waiting for all
   * @param carriers how many the library has added to those of the virtual threads: 1, if any
   * @param bursts how often so many came at once that a virtual thread of the library's led
   */
  public record Statistics(
      int registered, long wakeUps, long resumed, long ledWakeUps, int carriers, long bursts) {}

  public static Statistics statistics() {
    Poller poller = instance;
    if (poller == null) {
      return new Statistics(0, 0, 0, 0, 0, 0);
    }
    Leadership leadership = poller.leadership;
    return new Statistics(
        // Less the one of the followers.
        poller.epoll.registered() - 1 + leadership.epoll().registered(),
        poller.epoll.wakeUps(),
        poller.resumed.sum(),
        leadership.returns(),
        leadership.hasAddedCarrier() ? 1 : 0,
        leadership.bursts());
  }

  /** Starts it now: who begins to serve has a descriptor for it, which later there may be none. */
  public static void prepare() throws ErrnoException {
    start();
  }

  // Not a holder class: when descriptors have run out this fails, and must work later on.
  public static Poller start() throws ErrnoException {
    Poller poller = instance;
    return poller != null ? poller : startOnce();
  }

  private static synchronized Poller startOnce() throws ErrnoException {
    Poller poller = instance;
    if (poller == null) {
      poller = create();
      poller.thread.start();
      instance = poller;
    }
    return poller;
  }

  public static Poller running() {
    return Objects.requireNonNull(instance);
  }

  /** Whether this is its thread. */
  public static boolean isCurrentThread() {
    Poller poller = instance;
    return poller != null && Thread.currentThread() == poller.thread;
  }

  /** With which is registered what no thread waits for, and what platform threads park for. */
  Epoll epoll() {
    return epoll;
  }

  /** Who of the virtual threads leads. */
  Leadership leadership() {
    return leadership;
  }

  /** Whether this virtual thread waits time and again, and no other. */
  static boolean isAlone(Thread thread) {
    Poller poller = instance;
    return poller != null && poller.leadership.isAlone(thread);
  }

  /** A virtual thread has something else to see to: if it leads it is not parked. */
  static void wakeLeader(Thread follower) {
    Poller poller = instance;
    if (poller != null) {
      poller.leadership.wake(follower);
    }
  }

  /** Goes on with it soon, on its own thread; never before this returns. */
  public void execute(Continuation continuation) {
    if (Thread.currentThread() == thread) {
      ready.add(continuation);
    } else {
      handedOver.add(continuation);
      wake();
    }
  }

  /** The same with what has ended at once, without a wait. */
  public void executeEnded(Continuation continuation) {
    if (Thread.currentThread() == thread && next == null && ready.size() >= MANY) {
      next = continuation;
    } else {
      execute(continuation);
    }
  }

  /** Goes on with it after so many nanoseconds. */
  public Timer schedule(Continuation continuation, long nanos) {
    Timer timer = new Timer(timers, continuation, System.nanoTime() + nanos);
    if (timers.add(timer) && Thread.currentThread() != thread) {
      wake();
    }
    return timer;
  }

  void wake() {
    if (asleep) {
      asleep = false;
      epoll.wake();
    }
  }

  private void run() {
    while (true) {
      try {
        poll();
        leadership.lookIn();
        takeDue();
        goOn();
      } catch (Throwable t) { // OutOfMemoryError, say: all who are parked depend on this thread
        LOGGER.log(Level.ERROR, "poller goes on", t);
      }
    }
  }

  /** If it failed the last time, with events in its hands, all try again. */
  private void poll() throws ErrnoException {
    if (!told) {
      epoll.tellAll();
    }
    told = false;
    epoll.poll(buffer, patience());
    told = true;
    asleep = false;
  }

  /** How long it may sleep: whoever hands something over after this look sees that it sleeps. */
  private int patience() {
    if (!ready.isEmpty() || next != null) {
      return 0;
    }
    asleep = true;
    if (!handedOver.isEmpty()) {
      return 0;
    }
    int limit = leadership.isPollers() ? -1 : Leadership.LOOK_MILLIS;
    long next = timers.next();
    if (next == Deadline.NONE) {
      return limit;
    }
    // Rounded up: one that wakes too early would have nothing to do but sleep again.
    long nanos = Math.max(0, Deadline.remaining(next));
    long millis = nanos / TimeUnit.MILLISECONDS.toNanos(1) + Math.min(1, nanos);
    return (int) Math.min(limit < 0 ? Integer.MAX_VALUE : limit, millis);
  }

  private void takeDue() {
    if (timers.next() != Deadline.NONE) {
      long now = System.nanoTime();
      for (Timer due = timers.due(now); due != null; due = timers.due(now)) {
        ready.add(due.continuation);
      }
    }
    for (Continuation next = handedOver.poll(); next != null; next = handedOver.poll()) {
      ready.add(next);
    }
  }

  private void goOn() {
    for (int left = Math.max(BEFORE_NEXT_LOOK, ready.size()); left > 0; left--) {
      Continuation resuming = takeNext();
      if (resuming == null) {
        return;
      }
      resumed.increment();
      try {
        resuming.resume();
      } catch (Throwable t) {
        LOGGER.log(Level.ERROR, "what went on with the poller", t);
      }
    }
  }

  private @Nullable Continuation takeNext() {
    Continuation taken = next;
    next = null;
    if (taken != null && inARow < IN_A_ROW) {
      inARow++;
      return taken;
    }
    if (taken != null) {
      ready.add(taken);
    }
    inARow = 0;
    return ready.poll();
  }
}
