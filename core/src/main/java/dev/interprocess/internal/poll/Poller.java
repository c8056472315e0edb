package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EPOLL_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_ADD;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_DEL;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_MOD;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysEpoll;
import dev.interprocess.internal.libc.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits in epoll for all parked threads. It starts at the first need, is a daemon,
 * and lives as long as the JVM.
 */
public final class Poller {
  private static final Logger LOGGER = System.getLogger("dev.interprocess");
  private static final int BATCH = 256;

  private static volatile @Nullable Poller instance;

  private final int epoll;
  private final Map<Integer, Pollable> registered = new ConcurrentHashMap<>();
  private final LongAdder wakeUps = new LongAdder();

  private Poller(int epoll) {
    this.epoll = epoll;
  }

  /** Descriptors that epoll reports on, and how often it did: for diagnostics. */
  public record Statistics(int registered, long wakeUps) {}

  public static Statistics statistics() {
    Poller poller = instance;
    return poller == null
        ? new Statistics(0, 0)
        : new Statistics(poller.registered.size(), poller.wakeUps.sum());
  }

  /** Starts it now: who begins to serve has a descriptor for it, which later there may be none. */
  public static void prepare() throws ErrnoException {
    start();
  }

  // Not a holder class: when descriptors have run out this fails, and must work later on.
  static synchronized Poller start() throws ErrnoException {
    Poller poller = instance;
    if (poller == null) {
      poller =
          new Poller(ErrnoException.check("epoll_create1", SysEpoll.epoll_create1(EPOLL_CLOEXEC)));
      Thread.ofPlatform().daemon().name("interprocess-poller").start(poller::run);
      instance = poller;
    }
    return poller;
  }

  static Poller running() {
    return Objects.requireNonNull(instance);
  }

  void add(int fd, int events, Pollable pollable) throws ErrnoException {
    // First the entry: the event may come before epoll_ctl returns.
    registered.put(fd, pollable);
    try {
      control(EPOLL_CTL_ADD, fd, events);
    } catch (ErrnoException e) {
      registered.remove(fd);
      throw e;
    }
  }

  void modify(int fd, int events) throws ErrnoException {
    control(EPOLL_CTL_MOD, fd, events);
  }

  void remove(int fd) {
    // A duplicate of the descriptor, in another process even, would keep the registration alive.
    registered.remove(fd);
    int result = SysEpoll.epoll_ctl(epoll, EPOLL_CTL_DEL, fd, MemorySegment.NULL);
    if (result < 0) {
      LOGGER.log(Level.WARNING, new ErrnoException("epoll_ctl", -result).getMessage());
    }
  }

  private void control(int operation, int fd, int events) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(Target.EPOLL_EVENT_SIZE, 8);
      event.set(JAVA_INT_UNALIGNED, 0, events);
      event.set(JAVA_LONG_UNALIGNED, Target.EPOLL_EVENT_DATA, fd);
      ErrnoException.check("epoll_ctl", SysEpoll.epoll_ctl(epoll, operation, fd, event));
    }
  }

  private void run() {
    MemorySegment errno = Arena.global().allocate(8);
    MemorySegment events = Arena.global().allocate((long) BATCH * Target.EPOLL_EVENT_SIZE, 8);
    while (true) {
      try {
        dispatch(events, SysEpoll.epoll_wait(errno, epoll, events, BATCH, -1));
      } catch (Throwable t) { // OutOfMemoryError, say: all who are parked depend on this thread
        LOGGER.log(Level.ERROR, "poller goes on", t);
      }
    }
  }

  private void dispatch(MemorySegment events, int count) throws ErrnoException {
    if (count != -EINTR) {
      ErrnoException.check("epoll_wait", count);
      wakeUps.increment();
    }
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Target.EPOLL_EVENT_SIZE;
      int fd = (int) events.get(JAVA_LONG_UNALIGNED, offset + Target.EPOLL_EVENT_DATA);
      // A number that was closed and used again since: its new owner merely tries once in vain.
      Pollable pollable = registered.get(fd);
      if (pollable != null) {
        pollable.onEvents(events.get(JAVA_INT_UNALIGNED, offset));
      }
    }
  }
}
