package dev.interprocess.interleaving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario under one schedule. A decision is made before each step that others could
 * notice: the plain one is to go on while that is possible, and the others in turn otherwise.
 */
public final class Run {
  private static final int ENDLESS = 100_000;
  private static final long AFTERWARDS = TimeUnit.MILLISECONDS.toNanos(200);

  private static volatile @Nullable Run current;

  final ModelKernel kernel = new ModelKernel(this);
  final Clocks clocks = new Clocks();
  final ModelCarriers carriers = new ModelCarriers();
  final List<ModelThread> threads = new ArrayList<>();
  private final Map<Thread, ModelThread> byThread = new HashMap<>();
  private final IdentityHashMap<Object, Hold> locks = new IdentityHashMap<>();

  private final Scenario scenario;
  private final Decider decider;
  private final Meeting meeting;
  private final @Nullable List<String> log;
  private final Thread driver = Thread.currentThread();

  private ModelThread running;
  private boolean branching;
  private int left; // threads of the scenario
  private boolean afterwards;
  private boolean peeking;
  private int steps;
  private long now;
  private long endsAt;
  private @Nullable Thread stalled;
  private volatile boolean over;
  private @Nullable String failure;

  private record Hold(ModelThread owner, int times) {}

  /** Chooses among so many; 0 is the plain choice. */
  interface Decider {
    int choose(int options);
  }

  Run(Scenario scenario, Decider decider, Meeting meeting, boolean logged) {
    this.scenario = scenario;
    this.decider = decider;
    this.meeting = meeting;
    this.log = logged ? new ArrayList<>() : null;
    this.running = make("main", this::begin);
    running.started = true;
    running.isScenarios = true;
    left = 1;
  }

  static Run current() {
    Run run = current;
    if (run == null) {
      throw new IllegalStateException("no run");
    }
    return run;
  }

  /** Returns what went wrong, or null. */
  @Nullable String go() {
    current = this;
    running.thread.start();
    running.giveTurn();
    while (!over) {
      LockSupport.park();
    }
    for (ModelThread each : List.copyOf(threads)) {
      if (each.started && !each.done) {
        running = each;
        each.giveTurn();
        while (!each.done) {
          LockSupport.park();
        }
      }
    }
    current = null;
    return failure;
  }

  List<String> log() {
    return log == null ? List.of() : log;
  }

  private void begin() {
    try {
      scenario.begin();
    } catch (Stopped e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    branching = true;
  }

  // ---- threads

  ModelThread make(String name, Runnable body) {
    ModelThread made = new ModelThread(this, threads.size(), name, body);
    threads.add(made);
    byThread.put(made.thread, made);
    return made;
  }

  void start(Thread thread) {
    ModelThread started = of(thread);
    if (!started.name.startsWith("interprocess-")) {
      started.isScenarios = true;
      left++;
    }
    clocks.start(running, started);
    started.started = true;
    started.thread.start();
  }

  ModelThread of(Thread thread) {
    ModelThread found = running.thread == thread ? running : byThread.get(thread);
    if (found == null) {
      throw new IllegalStateException("not of this run: " + thread);
    }
    return found;
  }

  /** What a thread does, between its start and its end. */
  void body(ModelThread me, Runnable body) {
    try {
      if (!over) {
        body.run();
      }
    } catch (Stopped e) {
      // The run is over.
    } catch (Throwable t) {
      if (!over) {
        StringBuilder trace = new StringBuilder(me.name + " threw " + t);
        for (StackTraceElement each : t.getStackTrace()) {
          trace.append("\n      at ").append(each);
        }
        note(trace.toString());
      }
    }
    me.place = "its end";
    left -= me.isScenarios ? 1 : 0;
    if (over) {
      me.done = true;
      LockSupport.unpark(driver);
      return;
    }
    me.done = true;
    ModelThread next = next(me);
    if (over || next == null) {
      LockSupport.unpark(driver);
    } else {
      running = next;
      next.giveTurn();
    }
  }

  // ---- steps

  /** Before a step on something that others may see. */
  static ModelThread step(String what, boolean write) {
    return current().before(what, write);
  }

  private ModelThread before(String what, boolean write) {
    if (peeking) {
      return running;
    }
    checkNotOver();
    ModelThread me = running;
    me.place = what;
    log(me, what);
    if (branching && meeting.isShared(what, me.number, write)) {
      handOver(me, choose(me));
    }
    return me;
  }

  /** Waits until that holds, or for so long at most. */
  void await(String what, BooleanSupplier holds, long until) {
    checkNotOver();
    ModelThread me = running;
    me.place = what;
    if (holds.getAsBoolean()) {
      return;
    }
    log(me, "waits");
    me.awaited = holds;
    me.until = until;
    handOver(me, choose(me));
    me.awaited = null;
    me.until = Long.MAX_VALUE;
  }

  /** Lets the others run first, if any can. */
  void letOthers() {
    checkNotOver();
    ModelThread me = running;
    me.place = "yield";
    ModelThread next = afterIt(me);
    if (next != null) {
      log(me, "yields");
      handOver(me, next);
    }
  }

  private void checkNotOver() {
    if (over) {
      throw new Stopped();
    }
    if (++steps > ENDLESS) {
      fail("goes on without end");
    }
  }

  private void handOver(ModelThread me, @Nullable ModelThread next) {
    if (next != null && next != me && !over) {
      running = next;
      next.giveTurn();
      me.awaitTurn();
    }
    if (over) {
      LockSupport.unpark(driver);
      throw new Stopped();
    }
  }

  // ---- decisions

  private @Nullable ModelThread choose(ModelThread me) {
    ModelThread plain = me.canGoOn() ? me : next(me);
    if (over || plain == null || !branching || afterwards) {
      return plain;
    }
    int others = 0;
    if (stalled != null || !scenario.isAboutAStall()) {
      for (ModelThread each : threads) {
        if (each != plain && each.canGoOn()) {
          others++;
        }
      }
    }
    long stall = plain == me ? stall(me) : 0;
    int options = 1 + others + (stall > 0 ? 1 : 0);
    int chosen = options == 1 ? 0 : decider.choose(options);
    if (chosen == 0) {
      return plain;
    }
    if (chosen > others) {
      stall(me, stall);
      return null;
    }
    for (ModelThread each : threads) {
      if (each != plain && each.canGoOn() && --chosen == 0) {
        log(each, "goes first");
        return each;
      }
    }
    throw new IllegalStateException("no such choice");
  }

  /**
   * For how long it may be kept from going on: not with a lock, for which all others would wait.
   */
  private long stall(ModelThread me) {
    return stalled == null && locks.values().stream().noneMatch(hold -> hold.owner == me)
        ? TimeUnit.MILLISECONDS.toNanos(peek(() -> scenario.stall(me.thread, me.place)))
        : 0;
  }

  /** The system gives its processor to somebody else for so long. */
  private void stall(ModelThread me, long nanos) {
    log(me, "stalls");
    stalled = me.thread;
    long end = now + nanos;
    me.awaited = () -> now >= end;
    me.until = end;
    handOver(me, next(me));
    me.awaited = null;
    me.until = Long.MAX_VALUE;
  }

  /** The one after this that can go on, this itself as the last; time passes if nobody can. */
  private @Nullable ModelThread next(ModelThread me) {
    while (!over) {
      if (!afterwards && branching && left == 0) {
        afterwards = true;
        endsAt = now + AFTERWARDS;
      }
      ModelThread next = afterIt(me);
      if (next == null && me.canGoOn()) {
        next = me;
      }
      if (next != null) {
        return next;
      }
      rest();
    }
    return null;
  }

  private @Nullable ModelThread afterIt(ModelThread me) {
    for (int i = 1; i < threads.size(); i++) {
      ModelThread each = threads.get((me.number + i) % threads.size());
      if (each.canGoOn()) {
        return each;
      }
    }
    return null;
  }

  private void rest() {
    long next = Long.MAX_VALUE;
    for (ModelThread each : threads) {
      if (each.waitsForTheClock()) {
        next = Math.min(next, each.until);
      }
    }
    if (afterwards && (next == Long.MAX_VALUE || next > endsAt)) {
      note(peek(scenario::atTheEnd));
      over = true;
    } else if (next == Long.MAX_VALUE) {
      note("nobody can go on");
    } else {
      now = Math.max(now, next);
      if (branching) {
        note(peek(scenario::atRest)); // all is as it was before
      }
      if (log != null) {
        log(running, "time passes to " + TimeUnit.NANOSECONDS.toMicros(now) + " us");
      }
      for (ModelThread each : threads) {
        if (each.waitsForTheClock() && each.until <= now) {
          each.awaited = () -> true;
        }
      }
    }
  }

  /** Lets the scenario look at everything without a step. */
  private <T> T peek(Supplier<T> look) {
    peeking = true;
    try {
      return look.get();
    } finally {
      peeking = false;
    }
  }

  // ---- what is seen

  long now() {
    return now;
  }

  /** Who has been kept from going on. */
  @Nullable Thread stalled() {
    return stalled;
  }

  /** Whether memory is looked at by a thread of this run, which goes on. */
  boolean isObserved() {
    return !over && !peeking;
  }

  ModelThread running() {
    return running;
  }

  void note(String wrong) {
    if (!wrong.isEmpty() && failure == null) {
      StringBuilder text = new StringBuilder(wrong);
      threads.forEach(t -> text.append("\n    ").append(t));
      failure = text.toString();
      over = true;
    }
  }

  void fail(String wrong) {
    note(wrong);
    LockSupport.unpark(driver);
    throw new Stopped();
  }

  void log(ModelThread who, String what) {
    if (log != null && branching) {
      log.add(who.name + ": " + what);
    }
  }

  // ---- locks

  void lock(Object lock, String what) {
    ModelThread me = running;
    Hold held = locks.get(lock);
    if (peeking) {
      return;
    }
    if (held != null && held.owner == me) {
      locks.put(lock, new Hold(me, held.times + 1));
      return;
    }
    before(what, true);
    await(what, () -> !locks.containsKey(lock), Long.MAX_VALUE);
    locks.put(lock, new Hold(me, 1));
    clocks.acquire(me, lock, "lock");
  }

  void unlock(Object lock) {
    Hold held = locks.get(lock);
    if (over || peeking || held == null) {
      return;
    }
    if (held.times > 1) {
      locks.put(lock, new Hold(held.owner, held.times - 1));
    } else {
      locks.remove(lock);
      clocks.release(held.owner, lock, "lock");
    }
  }
}
