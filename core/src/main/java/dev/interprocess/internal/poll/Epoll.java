package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.EFD_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.EPOLLET;
import static dev.interprocess.internal.abi.Linux.EPOLLIN;
import static dev.interprocess.internal.abi.Linux.EPOLLOUT;
import static dev.interprocess.internal.abi.Linux.EPOLL_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_ADD;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_DEL;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_MOD;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.event.Log.LOGGER;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysEpoll;
import dev.interprocess.internal.libc.SysEventfd;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;

/** An epoll instance, what is registered with it, and an eventfd to wake who waits. */
final class Epoll implements AutoCloseable {
  private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_LONG, 1);

  private final int epoll;
  private final int eventfd;
  private final RegisteredTable registered = new RegisteredTable();
  private final LongAdder wakeUps = new LongAdder();

  Epoll() throws ErrnoException {
    this.epoll = ErrnoException.check("epoll_create1", SysEpoll.epoll_create1(EPOLL_CLOEXEC));
    this.eventfd = SysEventfd.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    try {
      ErrnoException.check("eventfd", eventfd);
      // Edge-triggered: the counter need never be read.
      control(EPOLL_CTL_ADD, eventfd, EPOLLIN | EPOLLET);
    } catch (ErrnoException e) {
      close();
      throw e;
    }
  }

  /** Its number, for another epoll to watch it. */
  int fd() {
    return epoll;
  }

  int registered() {
    return registered.size();
  }

  long wakeUps() {
    return wakeUps.sum();
  }

  void add(int fd, int events, Registered told) throws ErrnoException {
    // First the entry: the event may come before epoll_ctl returns.
    registered.put(fd, told);
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

  /**
   * Waits, and tells those whose events came.
   *
   * @param milliseconds at most; -1 without a limit
   * @return how many events came
   */
  int poll(EventBuffer buffer, int milliseconds) throws ErrnoException {
    int count =
        SysEpoll.epoll_wait(buffer.errno, epoll, buffer.events, EventBuffer.EVENTS, milliseconds);
    if (count == 0 || count == -EINTR) {
      return 0;
    }
    ErrnoException.check("epoll_wait", count);
    wakeUps.increment();
    for (int i = 0; i < count; i++) {
      // A number that was closed and used again since: its new owner merely tries once in vain.
      Registered told = registered.get(buffer.fd(i));
      if (told != null) {
        told.onEvents(buffer.events(i));
      }
    }
    return count;
  }

  /** Wakes who waits. */
  void wake() {
    Unistd.write(eventfd, ONE, Long.BYTES);
  }

  @Override
  public void close() {
    Unistd.close(epoll);
    if (eventfd >= 0) {
      Unistd.close(eventfd);
    }
  }

  /** Lets all who wait try again: for when events were taken out and did not reach everybody. */
  void tellAll() {
    registered.tellAll(EPOLLIN | EPOLLOUT);
  }
}
