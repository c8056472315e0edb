package dev.interprocess.interleaving;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.management.PlatformManagedObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the stepped classes call, in place of the JDK and before what others may see. */
public final class Steps {
  private static final Object STATIC = new Object();

  /** To park, or to unpark somebody. */
  public static final String PARKING = "parking";

  private static final String STATUS = "the interrupt status";

  private Steps() {}

  // ---- memory

  public static void readVolatile(@Nullable Object where, String field) {
    ModelThread me = Run.step(field, false);
    if (Run.current().isObserved()) {
      Run.current().clocks.acquire(me, where == null ? STATIC : where, field);
    }
  }

  public static void writeVolatile(@Nullable Object where, String field) {
    ModelThread me = Run.step(field, true);
    Run.current().clocks.release(me, where == null ? STATIC : where, field);
  }

  public static boolean compareAndSet(
      VarHandle handle,
      Object where,
      @Nullable Object expected,
      @Nullable Object next,
      String field) {
    ModelThread me = Run.step(field, true);
    Clocks clocks = Run.current().clocks;
    clocks.acquire(me, where, field);
    boolean done = handle.compareAndSet(where, expected, next);
    if (done) {
      clocks.release(me, where, field);
    }
    return done;
  }

  /** A method of a class of java.util.concurrent, which is one step. */
  public static void concurrent(String what) {
    ModelThread me = Run.step(what, true);
    Clocks clocks = Run.current().clocks;
    clocks.acquire(me, STATIC, what);
    clocks.release(me, STATIC, what);
  }

  public static void readPlain(@Nullable Object where, String field) {
    plain(where, field, false);
  }

  public static void writePlain(@Nullable Object where, String field) {
    plain(where, field, true);
  }

  static void plain(@Nullable Object where, String field, boolean write) {
    Run run = Run.current();
    if (run.isObserved()) {
      ModelThread other =
          run.clocks.access(
              run.running(), where == null ? STATIC : where, field, write, run.threads);
      if (other != null) {
        run.fail("race: " + run.running().name + " and " + other.name + " on " + field);
      }
    }
  }

  public static void lock(Object lock, String what) {
    Run.current().lock(lock, what);
  }

  public static void unlock(Object lock) {
    Run.current().unlock(lock);
  }

  /** An exception was caught: that by which a run ends goes on. */
  public static void caught(Throwable t) {
    if (t instanceof Stopped stopped) {
      throw stopped;
    }
  }

  // ---- threads

  public static Thread unstarted(Thread.Builder builder, Runnable body) {
    return Run.current().make(builder.unstarted(body).getName(), body).thread;
  }

  public static Thread start(Thread.Builder builder, Runnable body) {
    Thread made = unstarted(builder, body);
    start(made);
    return made;
  }

  public static void start(Thread thread) {
    Run.current().start(thread);
  }

  public static Thread.State getState(Thread thread) {
    return Run.current().of(thread).started ? Thread.State.WAITING : Thread.State.NEW;
  }

  /** As {@link Thread#yield}. */
  public static void letOthers() {
    Run.current().letOthers();
  }

  public static boolean isInterrupted(Thread thread) {
    Run.step(STATUS, false);
    return Run.current().of(thread).interrupted;
  }

  public static boolean interrupted() {
    ModelThread me = Run.step(STATUS, true);
    boolean seen = me.interrupted;
    me.interrupted = false;
    return seen;
  }

  /** Under a lock of the JDK's, so in one step but for what the interrupted call is told. */
  public static void interrupt(Thread thread) {
    Run.step(STATUS, true);
    ModelThread interrupted = Run.current().of(thread);
    interrupted.interrupted = true;
    ModelInterruptible call = interrupted.inForeignCall;
    if (call != null) {
      call.interrupt();
    }
    interrupted.permit = true;
  }

  public static void park(Object blocker) {
    park(Long.MAX_VALUE);
  }

  public static void parkNanos(long nanos) {
    parkNanos("nothing", nanos);
  }

  public static void parkNanos(Object blocker, long nanos) {
    if (nanos > 0) {
      park(Run.current().now() + nanos);
    }
  }

  private static void park(long until) {
    ModelThread me = Run.step(PARKING, true);
    Run.current().await(PARKING, () -> me.permit || me.interrupted, until);
    me.permit = false;
  }

  public static void unpark(Thread thread) {
    Run.step(PARKING, true);
    Run.current().of(thread).permit = true;
  }

  public static long nanoTime() {
    return Run.current().now();
  }

  static long millis(int milliseconds) {
    return Run.current().now() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
  }

  // ---- the system

  public static PlatformManagedObject getPlatformMXBean(Class<?> type) {
    return Run.current().carriers;
  }

  public static int epoll_create1(int flags) {
    return Run.current().kernel.makeEpoll();
  }

  public static int eventfd(int initial, int flags) {
    return Run.current().kernel.makeFile();
  }

  public static int epoll_ctl(int epoll, int operation, int fd, MemorySegment event) {
    Run.step("the kernel", true);
    return Run.current().kernel.control(epoll, operation, fd, event);
  }

  public static int epoll_wait(
      MemorySegment errno, int epoll, MemorySegment events, int maximum, int milliseconds) {
    Run.step("the kernel", true);
    return Run.current().kernel.await(epoll, events, maximum, milliseconds);
  }

  public static long write(int fd, MemorySegment bytes, long length) {
    Run.step("the kernel", true);
    Run.current().kernel.event(fd, ModelKernel.INPUT);
    return length;
  }

  public static int gettid() {
    return Run.current().running().number;
  }

  public static int tgkill(int process, int thread, int signal) {
    Run.step("the kernel", true);
    ModelThread signalled = Run.current().threads.get(thread);
    signalled.signalled = signalled.inCall;
    return 0;
  }

  public static int close(int fd) {
    return 0;
  }
}
