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
 * A thread that waits in epoll for parked threads, and goes on with operations that no thread waits
 * for. It is a daemon, and lives as long as the JVM: {@link Pollers}.
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

  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2; // 146 years

  private final Epoll epoll;
  private final @Nullable Leadership leadership; // the first one's
  private final EventBuffer buffer = new EventBuffer();
  private boolean told = true;
  private final Thread thread;
  private final Timers timers = new Timers();
  private final @Nullable Load load = Pollers.LIMIT > 1 ? new Load() : null;

  // By this thread alone, and by the others.
  private final ArrayDeque<Continuation> ready = new ArrayDeque<>();
  private @Nullable Continuation next; // before those that are ready
  private int inARow;
  private final Queue<Continuation> handedOver = new ConcurrentLinkedQueue<>();
  private volatile boolean asleep;
  private final LongAdder resumed = new LongAdder();

  private Poller(Epoll epoll, @Nullable Epoll followers, String name) throws ErrnoException {
    this.epoll = epoll;
    this.leadership = followers == null ? null : new Leadership(this, followers);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(name)
            .unstarted(this::run);
  }

  /** The one that looks after the virtual threads, too. */
  static Poller first() throws ErrnoException {
    Epoll epoll = new Epoll();
    Epoll followers = null;
    try {
      followers = new Epoll();
      return new Poller(epoll, followers, "interprocess-poller");
    } catch (ErrnoException e) { // descriptors have run out half way
      epoll.close();
      if (followers != null) {
        followers.close();
      }
      throw e;
    }
  }

  /** One that relieves the others. */
  static Poller further(int number) throws ErrnoException {
    return new Poller(new Epoll(), null, "interprocess-poller-" + number);
  }

  void start() {
    thread.start();
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** How often an operation that no thread waits for went on. */
  long resumed() {
    return resumed.sum();
  }

  /** With which is registered what no thread waits for, and what platform threads park for. */
  Epoll epoll() {
    return epoll;
  }

  /** Who of the virtual threads leads; the first one's. */
  Leadership leadership() {
    return Objects.requireNonNull(leadership);
  }

  /** Goes on with it soon, on its own thread; never before this returns. */
  public void execute(Continuation continuation) {
    if (isCurrentThread()) {
      ready.add(continuation);
    } else {
      handedOver.add(continuation);
      wake();
    }
  }

  /** The same with what has ended at once, without a wait. */
  public void executeEnded(Continuation continuation) {
    if (isCurrentThread() && next == null && ready.size() >= MANY) {
      next = continuation;
    } else {
      execute(continuation);
    }
  }

  /** Goes on with it after so many nanoseconds. */
  public Timer schedule(Continuation continuation, long nanos) {
    // All deadlines together must span less than what a long holds: they are compared by distance.
    long ahead = Math.clamp(nanos, 0, LONGEST_NANOS);
    Timer timer = new Timer(timers, continuation, System.nanoTime() + ahead);
    if (timers.add(timer) && !isCurrentThread()) {
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
        if (leadership != null) {
          leadership.lookIn();
        }
        takeDue();
        goOn();
        if (load != null) {
          Pollers.consider(load.level());
        }
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
    int limit = leadership == null || leadership.isPollers() ? -1 : Leadership.LOOK_MILLIS;
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
