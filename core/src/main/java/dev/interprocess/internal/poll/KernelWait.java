package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.EFD_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.POLLIN;
import static dev.interprocess.internal.abi.Linux.POLLOUT;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.interprocess.internal.abi.Linux.pollfd;
import dev.interprocess.internal.abi.Linux.timespec;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Poll;
import dev.interprocess.internal.libc.Striped;
import dev.interprocess.internal.libc.SysEventfd;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread's sleep in {@code ppoll}, on the descriptor and on an eventfd through which it
 * is woken by a close or an interrupt: the fastest wake-up that there is. Lent for one wait.
 */
final class KernelWait implements Sleeper {
  private static final Striped<KernelWait> IDLE = new Striped<>();

  private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_LONG, 1);

  private final int eventfd;
  // Not a shared arena, whose close stops every thread of the JVM for a moment.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment descriptors = arena.allocate(2L * pollfd.SIZEOF, 8);
  private final MemorySegment timeout = arena.allocate(timespec.SIZEOF, 8);
  private final MemorySegment counter = arena.allocate(JAVA_LONG);
  private final MemorySegment errno = arena.allocate(JAVA_LONG);
  private final Spinning.Look<RuntimeException> look = () -> Poll.look(descriptors, 2);
  private Interruption interruption = new Interruption(this::wake);

  // Guarded by this: who has seen this one waiting may wake it after it has left.
  private boolean disposed;

  private KernelWait(int eventfd) {
    this.eventfd = eventfd;
    MemorySegment second = descriptors.asSlice(pollfd.SIZEOF);
    second.set(JAVA_INT, pollfd.fd, eventfd);
    second.set(JAVA_SHORT, pollfd.events, (short) POLLIN);
  }

  /** One for a wait of this thread, or null if there is no descriptor left to make it of. */
  static @Nullable KernelWait borrow() {
    KernelWait idle = IDLE.take();
    if (idle != null) {
      return idle;
    }
    int eventfd = SysEventfd.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return eventfd < 0 ? null : new KernelWait(eventfd);
  }

  void giveBack() {
    KernelWait surplus = IDLE.give(this);
    if (surplus != null) {
      surplus.dispose();
    }
  }

  /**
   * Sleeps until the descriptor is ready or one of the other outcomes is there.
   *
   * @param spinning how to look before that, null if not at all
   */
  Outcome await(Pollable pollable, Direction direction, long deadline, @Nullable Spinning spinning)
      throws ErrnoException {
    descriptors.set(JAVA_INT, pollfd.fd, pollable.fd());
    descriptors.set(
        JAVA_SHORT, pollfd.events, (short) (direction == Direction.INPUT ? POLLIN : POLLOUT));
    interruption.start();
    try {
      while (true) {
        if (pollable.isClosed()) {
          return Outcome.CLOSED;
        }
        if (Thread.currentThread().isInterrupted()) {
          return Outcome.INTERRUPTED;
        }
        long nanos = Deadline.remaining(deadline);
        if (nanos <= 0) {
          return Outcome.TIMED_OUT;
        }
        int ready = spinning == null ? 0 : spinning.spin(look);
        if (ready == Spinning.NO_SLEEP) {
          continue;
        }
        if (ready == 0) {
          ready = Poll.ppoll(errno, descriptors, 2, timespec(nanos), MemorySegment.NULL);
        }
        // A handler that ran on this thread gives EINTR, in spite of SA_RESTART.
        if (ready != -EINTR) {
          ErrnoException.check("ppoll", ready);
          if (descriptors.get(JAVA_SHORT, pollfd.SIZEOF + pollfd.revents) != 0) {
            // Woken; or a wake-up that was meant for the wait before this one.
            Unistd.read(eventfd, counter, Long.BYTES);
          }
          if (ready > 0 && !Thread.currentThread().isInterrupted()) {
            return pollable.isClosed() ? Outcome.CLOSED : Outcome.READY;
          }
        }
      }
    } finally {
      interruption = interruption.stop();
    }
  }

  /** Ends the sleep, from any thread; one that has not begun ends at once. */
  @Override
  public void wake() {
    synchronized (this) {
      if (!disposed) {
        Unistd.write(eventfd, ONE, Long.BYTES);
      }
    }
  }

  private void dispose() {
    synchronized (this) {
      disposed = true;
      Unistd.close(eventfd);
    }
  }

  private MemorySegment timespec(long nanos) {
    if (nanos == Deadline.NONE) {
      return MemorySegment.NULL;
    }
    timeout.set(JAVA_LONG, timespec.tv_sec, TimeUnit.NANOSECONDS.toSeconds(nanos));
    timeout.set(JAVA_LONG, timespec.tv_nsec, nanos % TimeUnit.SECONDS.toNanos(1));
    return timeout;
  }
}
