package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.EPOLLIN;
import static dev.interprocess.internal.abi.Linux.EPOLL_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.EPOLL_CTL_ADD;
import static dev.interprocess.internal.abi.Linux.SFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SFD_NONBLOCK;
import static dev.interprocess.internal.abi.Linux._NSIG;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.abi.Linux.signalfd_siginfo;
import dev.interprocess.internal.abi.Linux.sizeof;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysEpoll;
import dev.interprocess.internal.libc.SysSignalfd;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the signals of this process are read from: a pipe for each one, which the handler writes
 * to, so that a burst of one never takes the room of another; and a signalfd for those that are
 * blocked in every thread. An epoll descriptor stands for all of them when it comes to waiting,
 * once there is more than one.
 *
 * <p>There is one, which lives as long as the JVM.
 */
final class SignalSource {
  /** What becomes of the signals that are read. */
  interface Sink {
    void received(SignalInfo info);

    /** So many of that signal were lost behind those that came before. */
    void lost(int signal, long number);
  }

  private static final int BATCH = 512;
  private static final int MOST_READY = 16;
  private static final int SIGNALFD = 0; // where the number of a signal means its pipe
  private static final int NOWHERE = -1;

  private final HandlerTable table;
  private final OwnedDescriptor epoll;
  private final int epollfd;
  private final @Nullable SignalPipe[] pipes = new SignalPipe[_NSIG];
  private final long[] lost = new long[_NSIG];
  private int signalfd = -1;

  // What is waited for: the first source as long as it is the only one, or else epoll.
  private volatile OwnedDescriptor awaited;
  private int sources;

  // Where the last signal came from, and whether somebody has waited since then.
  private int lastKey = NOWHERE;
  private boolean hasWaited;

  private final MemorySegment errno = Arena.global().allocate(8);
  private final MemorySegment events =
      Arena.global().allocate((long) MOST_READY * Target.EPOLL_EVENT_SIZE, 8);
  private final MemorySegment records =
      Arena.global().allocate((long) BATCH * signalfd_siginfo.SIZEOF, 8);

  SignalSource(HandlerTable table) throws ErrnoException {
    this.table = table;
    epollfd = ErrnoException.check("epoll_create1", SysEpoll.epoll_create1(EPOLL_CLOEXEC));
    epoll = OwnedDescriptor.unwatched(epollfd, "signals");
    awaited = epoll;
  }

  /** Waits until {@link #read} is worth another try. */
  void await(long deadline) throws IOException {
    awaited.await(Direction.INPUT, deadline, "receive");
    synchronized (this) {
      hasWaited = true;
    }
  }

  /** Lets who waits try again. */
  void wake() {
    awaited.wake(Direction.INPUT);
  }

  /** The end of a signal's pipe that the handler writes to. */
  synchronized int pipe(int signal) throws ErrnoException {
    SignalPipe pipe = pipes[signal];
    if (pipe == null) {
      pipe = SignalPipe.open();
      try {
        add(pipe.readEnd(), signal);
      } catch (ErrnoException e) { // no handler knows it yet
        Unistd.close(pipe.readEnd());
        Unistd.close(pipe.writeEnd());
        throw e;
      }
      pipes[signal] = pipe;
    }
    return pipe.writeEnd();
  }

  /** Forgets what is left in the pipe of a signal for which no handler is installed. */
  synchronized void discard(int signal) throws ErrnoException {
    SignalPipe pipe = pipes[signal];
    while (pipe != null && read(pipe.readEnd()) > 0) {
      lost[signal] = table.lost(signal);
    }
  }

  /**
   * Reads these signals, and no others, from the signalfd; those that are not blocked don't come.
   */
  synchronized void readBlocked(long signals) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(sizeof.sigset_t, 8);
      set.set(JAVA_LONG, 0, signals);
      int fd = SysSignalfd.signalfd(signalfd, set, SFD_CLOEXEC | SFD_NONBLOCK);
      ErrnoException.check("signalfd", fd);
      if (signalfd < 0) {
        try {
          add(fd, SIGNALFD);
        } catch (ErrnoException e) {
          Unistd.close(fd);
          throw e;
        }
        signalfd = fd;
      }
    }
  }

  private void add(int fd, int key) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(Target.EPOLL_EVENT_SIZE, 8);
      event.set(JAVA_INT_UNALIGNED, 0, EPOLLIN);
      event.set(JAVA_LONG_UNALIGNED, Target.EPOLL_EVENT_DATA, key);
      ErrnoException.check("epoll_ctl", SysEpoll.epoll_ctl(epollfd, EPOLL_CTL_ADD, fd, event));
    }
    OwnedDescriptor before = awaited;
    sources++;
    awaited = sources == 1 ? OwnedDescriptor.unwatched(fd, "signals") : epoll;
    before.wake(Direction.INPUT); // who waits there would not hear of the new one
  }

  /** Reads a batch of what is there, without waiting; false if there is nothing. */
  synchronized boolean read(Sink sink) throws ErrnoException {
    // Who was woken needs no epoll to find what came from where the last one did. Once only, so
    // that the others have their turn.
    boolean tryLast = hasWaited && lastKey != NOWHERE;
    hasWaited = false;
    if (tryLast && read(lastKey, sink)) {
      return true;
    }
    int ready = SysEpoll.epoll_wait(errno, epollfd, events, MOST_READY, 0);
    if (ready == -EINTR) {
      return true;
    }
    ErrnoException.check("epoll_wait", ready);
    for (int i = 0; i < ready; i++) {
      long offset = (long) i * Target.EPOLL_EVENT_SIZE + Target.EPOLL_EVENT_DATA;
      lastKey = (int) events.get(JAVA_LONG_UNALIGNED, offset);
      read(lastKey, sink);
    }
    return ready > 0;
  }

  private boolean read(int key, Sink sink) throws ErrnoException {
    return key == SIGNALFD ? readSignalfd(sink) : readPipe(key, sink);
  }

  private boolean readSignalfd(Sink sink) throws ErrnoException {
    long length = read(signalfd);
    Instant now = Instant.now();
    for (long at = 0; at < length; at += signalfd_siginfo.SIZEOF) {
      sink.received(SignalInfo.ofSignalfd(records, at, now));
    }
    return length > 0;
  }

  private boolean readPipe(int signal, Sink sink) throws ErrnoException {
    SignalPipe pipe = pipes[signal];
    if (pipe == null) {
      return false;
    }
    long length = read(pipe.readEnd());
    Instant now = Instant.now();
    for (long at = 0; at < length; at += SignalInfo.SIZEOF) {
      sink.received(SignalInfo.ofHandler(records, at, now));
    }
    long nowLost = table.lost(signal);
    if (nowLost != lost[signal]) {
      sink.lost(signal, nowLost - lost[signal]);
      lost[signal] = nowLost;
    }
    return length > 0;
  }

  private long read(int fd) throws ErrnoException {
    // A pipe gives whole records: each is written at once, and this is a multiple of their size.
    long size = records.byteSize() - records.byteSize() % SignalInfo.SIZEOF;
    long length = Unistd.read(fd, records, fd == signalfd ? records.byteSize() : size);
    if (length == -EAGAIN || length == -EINTR) {
      return 0;
    }
    return ErrnoException.check("read signals", (int) length);
  }
}
