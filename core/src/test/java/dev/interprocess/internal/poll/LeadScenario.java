package dev.interprocess.internal.poll;

import dev.interprocess.interleaving.ModelKernel;
import dev.interprocess.interleaving.Scenario;
import dev.interprocess.internal.libc.ErrnoException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Virtual threads that wait, one of whom may lead, and what must hold of all of them. */
abstract class LeadScenario implements Scenario {
  static final long LATEST = TimeUnit.MILLISECONDS.toNanos(Leadership.LOOK_MILLIS + /* vacant */ 1);

  // How long one may wait in a call before it is looked after, and deaf to who ends it.
  private static final long LONGEST_CALL =
      TimeUnit.MILLISECONDS.toNanos(Leadership.PATIENCE_MILLIS + 2 * Leadership.LOOK_MILLIS);
  private static final long DEAF = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<Waiter> waiters = new ArrayList<>();
  private @Nullable Leadership leadership;
  private int followers;
  private int pollers;

  /** Whether what is waited for has been waited for before: there are fewer orders then. */
  boolean areRegistered() {
    return true;
  }

  /** How many nanoseconds after its event a waiter goes on at the latest. */
  long latest() {
    return LATEST;
  }

  /** Makes its waiters and those who disturb them. */
  abstract void threads() throws ErrnoException;

  @Override
  public void begin() throws ErrnoException {
    set(Pollers.class, "pollers", null, null);
    set(Pollers.class, "started", null, new Poller[0]);
    Poller poller = Pollers.start();
    Leadership lead = poller.leadership();
    leadership = lead;
    followers = lead.epoll().fd();
    pollers = poller.epoll().fd();
    AddedCarrier carrier = (AddedCarrier) Objects.requireNonNull(get(lead, "carrier"));
    while (!carrier.isThere()) {
      rest(0);
    }
    carrier.withdraw();
    threads();
  }

  Leadership leadership() {
    return Objects.requireNonNull(leadership);
  }

  Waiter waiter(String name, int times) {
    return add(new Waiter(name, times));
  }

  Waiter add(Waiter made) {
    waiters.add(made);
    if (areRegistered()) {
      call(made.pollable, "arm", 0, true);
    }
    return made;
  }

  /** Until nobody else can go on, and then for so long. */
  static void rest(int millis) {
    LockSupport.parkNanos(Thread.currentThread(), TimeUnit.MILLISECONDS.toNanos(millis) + 1);
  }

  /** From now on few or many wait, to which the next events make a difference of so many. */
  void crowd(int size) {
    Object crowd = Objects.requireNonNull(get(leadership(), "crowd"));
    set(Crowd.class, "size", crowd, size);
    set(Crowd.class, "there", crowd, true);
  }

  /** One that has waited often, and nobody else, and begins. */
  Waiter alone(String name, int times) {
    return alone(waiter(name, times));
  }

  Waiter alone(Waiter waiter) {
    waiter.mayBlock = true;
    Object waits = Objects.requireNonNull(get(leadership(), "loneWaits"));
    set(LoneWaits.class, "last", waits, waiter.thread);
    set(LoneWaits.class, "inARow", waits, LoneWaits.OFTEN);
    return waiter.start();
  }

  static void other(String name, Runnable body) {
    Thread.ofPlatform().name(name).start(body);
  }

  /** A thread that reads so many messages, each of which it may have to wait for. */
  static class Waiter {
    final int fd;
    final Pollable pollable;
    final Thread thread;
    private final Direction direction;
    private final int times;
    private long timeout = Deadline.NONE;
    private long deadline = Deadline.NONE;
    private boolean waits;
    private boolean mayBlock;
    private long inCallSince;
    private long deafSince = Long.MAX_VALUE;
    private boolean closed;

    Waiter(String name, int times) {
      this(name, times, Direction.INPUT, new Pollable(ModelKernel.socket()));
      pollable.waitMode(WaitMode.PARK);
    }

    /** One that waits for room in what the other reads. */
    Waiter(String name, int times, Waiter reader) {
      this(name, times, Direction.OUTPUT, reader.pollable);
    }

    private Waiter(String name, int times, Direction direction, Pollable pollable) {
      this.fd = pollable.fd();
      this.pollable = pollable;
      this.direction = direction;
      this.times = times;
      thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    private int events() {
      return direction == Direction.INPUT ? ModelKernel.INPUT : ModelKernel.OUTPUT;
    }

    Waiter timeout(int millis) {
      timeout = TimeUnit.MILLISECONDS.toNanos(millis);
      return this;
    }

    Waiter start() {
      thread.start();
      return this;
    }

    void send() {
      ModelKernel.deliver(fd, events());
    }

    @Override
    public String toString() {
      return thread.getName();
    }

    /** After each message. */
    void answer() {}

    private void run() {
      for (int i = 0; i < times && !closed; i++) {
        read();
        answer();
      }
    }

    private void read() {
      boolean taken = false;
      while (!closed && !taken && !ModelKernel.take(fd, events())) {
        deadline = Deadline.after(timeout);
        waits = true;
        try {
          BlockingCall call = mayBlock ? pollable.block(direction) : null;
          if (call == null) {
            await();
          } else {
            taken = call(call);
          }
        } catch (OutOfMemoryError e) {
          // of a test: the wait is over, and the message still to come
        } catch (ErrnoException e) {
          throw new IllegalStateException(e);
        }
        waits = false;
      }
    }

    /** As an owned descriptor makes one. */
    private boolean call(BlockingCall call) {
      call.begin();
      boolean taken = false;
      inCallSince = ModelKernel.now();
      deafSince = Long.MAX_VALUE;
      if (!pollable.isClosed() && !Thread.currentThread().isInterrupted()) {
        taken = ModelKernel.takeOrWait(fd, events());
      }
      call.end();
      pollable.leave(direction);
      closed = pollable.isClosed();
      boolean _ = Thread.interrupted();
      return taken;
    }

    private void await() throws ErrnoException {
      switch (pollable.await(direction, deadline)) {
        case READY -> {}
        case INTERRUPTED -> {
          boolean _ = Thread.interrupted();
        }
        case TIMED_OUT -> timeout = Deadline.NONE;
        case CLOSED -> closed = true;
      }
    }
  }

  @Override
  public String atRest() {
    StringBuilder wrong = new StringBuilder();
    Object leader = get(leadership(), "leader");
    boolean alone = Objects.equals(leader, get(leadership(), "ALONE"));
    boolean pollerLeads = alone || Objects.equals(leader, get(leadership(), "POLLER"));
    if (pollerLeads != (ModelKernel.watched(pollers, followers) != 0)) {
      wrong.append("the poller watches what it does not lead, or leads and does not watch; ");
    }
    if (leader instanceof Dispatcher && ModelKernel.stalled() == null) {
      wrong.append("the dispatcher leads and rests; ");
    }
    List<Thread> inCalls = ModelKernel.inCalls();
    if (inCalls.size() > (alone ? 1 : 0)) {
      wrong.append(inCalls).append(" wait in calls; ");
    }
    List<Thread> asleep = ModelKernel.sleeping(followers);
    for (Thread each : asleep) {
      if (each != leader && each != ModelKernel.stalled()) {
        wrong.append(each.getName()).append(" sleeps and does not lead; ");
      }
    }
    if (!(asleep.isEmpty() && inCalls.isEmpty())
        && ModelKernel.carriers() == ModelKernel.USERS_CARRIERS) {
      wrong.append("one sleeps on a carrier of the user's; ");
    }
    for (Waiter each : waiters) {
      boolean sleeps = asleep.contains(each.thread);
      if (each.thread != ModelKernel.stalled()) {
        if (leader == each.thread && !sleeps) {
          wrong.append(each).append(" does not lead and has not given back the lead; ");
        }
        if (inCalls.contains(each.thread)) {
          checkInCall(each, wrong);
        } else if (each.waits) {
          check(each, sleeps, wrong);
        }
      }
    }
    return wrong.toString();
  }

  /** Who ends a call may pause before the next signal, as one can come too early. */
  private static void checkInCall(Waiter waiter, StringBuilder wrong) {
    long now = ModelKernel.now();
    if (now - waiter.inCallSince > LONGEST_CALL) {
      wrong.append(waiter).append(" has been in a call for long; ");
    }
    if (ModelKernel.isInterrupted(waiter.thread) || waiter.pollable.isClosed()) {
      waiter.deafSince = Math.min(waiter.deafSince, now);
      if (now - waiter.deafSince > DEAF) {
        wrong.append(waiter).append(" is not woken in its call; ");
      }
    }
  }

  private void check(Waiter waiter, boolean sleeps, StringBuilder wrong) {
    long untaken = ModelKernel.untaken(waiter.fd, waiter.events());
    if (untaken > latest()) {
      wrong.append(waiter).append(" has not been told for ").append(untaken).append(" ns; ");
    }
    if (ModelKernel.isInterrupted(waiter.thread)) {
      wrong.append(waiter).append(" was interrupted and waits; ");
    }
    if (waiter.pollable.isClosed()) {
      wrong.append(waiter).append(" waits for what is closed; ");
    }
    if (Deadline.remaining(waiter.deadline) < 0) {
      wrong.append(waiter).append(" waits beyond its deadline; ");
    }
    String readiness = waiter.direction.name().toLowerCase(Locale.ROOT);
    if (sleeps
        && get(waiter.pollable, readiness) instanceof Readiness seen
        && !seen.isAwaitedBy(waiter.thread)) {
      wrong.append(waiter).append(" was told and sleeps; ");
    }
  }

  @Override
  public String atTheEnd() {
    StringBuilder wrong = new StringBuilder(atRest());
    if (!leadership().isPollers()) {
      wrong.append("the poller does not lead at the end");
    }
    return wrong.toString();
  }

  private static void call(Object of, String method, int first, boolean second) {
    try {
      Method found = of.getClass().getDeclaredMethod(method, int.class, boolean.class);
      found.setAccessible(true);
      found.invoke(of, first, second);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }

  static @Nullable Object get(Object of, String field) {
    try {
      Field found = of.getClass().getDeclaredField(field);
      found.setAccessible(true);
      return found.get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(field, e);
    }
  }

  static void set(Class<?> in, String field, @Nullable Object of, @Nullable Object value) {
    try {
      Field found = in.getDeclaredField(field);
      found.setAccessible(true);
      found.set(of, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(field, e);
    }
  }
}
