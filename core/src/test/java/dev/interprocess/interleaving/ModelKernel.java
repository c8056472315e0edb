package dev.interprocess.interleaving;

import static dev.interprocess.internal.abi.Linux.EPOLLET;
import static dev.interprocess.internal.abi.Linux.EPOLLIN;
import static dev.interprocess.internal.abi.Linux.EPOLLOUT;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_ADD;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_DEL;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.libc.Target;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** epoll as its man pages have it: level- and edge-triggered, and one that watches another. */
public final class ModelKernel {
  public static final int INPUT = EPOLLIN;
  public static final int OUTPUT = EPOLLOUT;
  public static final int USERS_CARRIERS = ModelCarriers.USERS;

  private final Run run;
  private final Map<Integer, File> files = new HashMap<>();
  private int next = 3;

  private static final class File {
    // How often there is input and room, and since when; for an epoll, what is registered with it.
    final int[] waiting = new int[2];
    final long[] since = new long[2];
    @Nullable Map<Integer, Registration> registered;
    final List<Thread> sleepers = new ArrayList<>();
  }

  private static final class Registration {
    int events;
    long data;
    int edges; // what has come since it was reported
  }

  private static int ready(File file) {
    return (file.waiting[0] > 0 ? INPUT : 0) | (file.waiting[1] > 0 ? OUTPUT : 0);
  }

  private static int index(int event) {
    return event == INPUT ? 0 : 1;
  }

  ModelKernel(Run run) {
    this.run = run;
  }

  int makeEpoll() {
    int fd = makeFile();
    file(fd).registered = new HashMap<>();
    return fd;
  }

  int makeFile() {
    files.put(next, new File());
    return next++;
  }

  private File file(int fd) {
    return Objects.requireNonNull(files.get(fd), "bad descriptor");
  }

  private Map<Integer, Registration> registered(int epoll) {
    return Objects.requireNonNull(file(epoll).registered, "no epoll");
  }

  int control(int epoll, int operation, int fd, MemorySegment event) {
    Map<Integer, Registration> all = registered(epoll);
    if (operation == EPOLL_CTL_DEL) {
      all.remove(fd);
      return 0;
    }
    Registration registration =
        operation == EPOLL_CTL_ADD
            ? all.computeIfAbsent(fd, _ -> new Registration())
            : Objects.requireNonNull(all.get(fd), "not registered");
    registration.events = event.get(JAVA_INT_UNALIGNED, 0);
    registration.data = event.get(JAVA_LONG_UNALIGNED, Target.EPOLL_EVENT_DATA);
    registration.edges = ready(file(fd)); // both look at what is ready
    return 0;
  }

  int await(int epoll, MemorySegment events, int maximum, int milliseconds) {
    Steps.plain(events, "EventBuffer", true);
    if (milliseconds != 0) {
      Thread sleeper = run.running().thread;
      file(epoll).sleepers.add(sleeper);
      run.await(
          "epoll_wait",
          () -> isReady(epoll),
          milliseconds < 0 ? Long.MAX_VALUE : Steps.millis(milliseconds));
      file(epoll).sleepers.remove(sleeper);
    }
    int count = 0;
    for (Map.Entry<Integer, Registration> each : registered(epoll).entrySet()) {
      int ready = report(each.getKey(), each.getValue());
      if (ready != 0 && count < maximum) {
        each.getValue().edges = 0;
        long at = (long) count++ * Target.EPOLL_EVENT_SIZE;
        events.set(JAVA_INT_UNALIGNED, at, ready);
        events.set(JAVA_LONG_UNALIGNED, at + Target.EPOLL_EVENT_DATA, each.getValue().data);
      }
    }
    run.log(run.running(), count == 0 ? "is told of nothing" : "is told of events");
    return count;
  }

  private boolean isReady(int epoll) {
    for (Map.Entry<Integer, Registration> each : registered(epoll).entrySet()) {
      if (report(each.getKey(), each.getValue()) != 0) {
        return true;
      }
    }
    return false;
  }

  private int report(int fd, Registration registration) {
    File file = file(fd);
    if (file.registered != null) {
      return (registration.events & EPOLLIN) != 0 && isReady(fd) ? EPOLLIN : 0;
    }
    int ready = ready(file) & registration.events;
    return (registration.events & EPOLLET) == 0 || (registration.edges & registration.events) != 0
        ? ready
        : 0;
  }

  void event(int fd, int event) {
    File file = file(fd);
    if (file.waiting[index(event)]++ == 0) {
      file.since[index(event)] = run.now();
    }
    for (File each : files.values()) {
      Registration registration = each.registered == null ? null : each.registered.get(fd);
      if (registration != null) {
        registration.edges |= event;
      }
    }
  }

  // ---- for scenarios

  private static ModelKernel ofThisRun() {
    return Run.current().kernel;
  }

  /** A socket, of which nothing can be read or written yet. */
  public static int socket() {
    return ofThisRun().makeFile();
  }

  /** The peer has done something: there is more input, or more room. */
  public static void deliver(int fd, int event) {
    Run.step("the kernel", true);
    ofThisRun().event(fd, event);
  }

  /** As a read or a write that does not wait: false if it would have to. */
  public static boolean take(int fd, int event) {
    Run.step("the kernel", true);
    File file = ofThisRun().file(fd);
    if (file.waiting[index(event)] == 0) {
      return false;
    }
    file.waiting[index(event)]--;
    file.since[index(event)] = Run.current().now();
    return true;
  }

  /** The same of a call that waits by itself: false if a signal has ended it. */
  public static boolean takeOrWait(int fd, int event) {
    Run run = Run.current();
    ModelThread me = Run.step("the kernel", true);
    File file = ofThisRun().file(fd);
    me.inCall = true;
    me.signalled = false;
    run.await("a call", () -> file.waiting[index(event)] > 0 || me.signalled, Long.MAX_VALUE);
    me.inCall = false;
    return take(fd, event);
  }

  /** In nanoseconds since the begin. */
  public static long now() {
    return Run.current().now();
  }

  /** Who waits in such a call. */
  public static List<Thread> inCalls() {
    return Run.current().threads.stream().filter(t -> t.inCall).map(t -> t.thread).toList();
  }

  /** For how many nanoseconds something has been there that nobody has taken. */
  public static long untaken(int fd, int event) {
    File file = ofThisRun().file(fd);
    int index = index(event);
    return file.waiting[index] == 0 ? 0 : Run.current().now() - file.since[index];
  }

  /** Who sleeps in this epoll. */
  public static List<Thread> sleeping(int epoll) {
    return ofThisRun().file(epoll).sleepers;
  }

  /** For which events one epoll watches a descriptor. */
  public static int watched(int epoll, int fd) {
    return Objects.requireNonNull(ofThisRun().registered(epoll).get(fd)).events;
  }

  /** How many epolls watch a descriptor. */
  public static long watchers(int fd) {
    return ofThisRun().files.values().stream()
        .filter(f -> f.registered != null && f.registered.containsKey(fd))
        .count();
  }

  /** Whether a thread was interrupted. */
  public static boolean isInterrupted(Thread thread) {
    return Run.current().of(thread).interrupted;
  }

  public static int carriers() {
    return Run.current().carriers.number();
  }

  /** Who has been kept from going on, if anybody. */
  public static @Nullable Thread stalled() {
    return Run.current().stalled();
  }
}
