package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EPOLLERR;
import static dev.interprocess.internal.abi.Linux.EPOLLET;
import static dev.interprocess.internal.abi.Linux.EPOLLHUP;
import static dev.interprocess.internal.abi.Linux.EPOLLIN;
import static dev.interprocess.internal.abi.Linux.EPOLLOUT;
import static dev.interprocess.internal.abi.Linux.EPOLLRDHUP;
import static dev.interprocess.internal.abi.Linux.POLLHUP;
import static dev.interprocess.internal.abi.Linux.POLLIN;
import static dev.interprocess.internal.abi.Linux.POLLOUT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Poll;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that threads wait for: at most one for input and one for output at a time.
 *
 * <p>It does not own the descriptor: the owner calls {@link #close} first, closes the number only
 * when nobody is inside {@link #await} any more, and asks for nothing afterwards.
 */
public final class Pollable implements Registered {
  private static final int INPUT_EVENTS = EPOLLIN | EPOLLRDHUP | EPOLLET;

  private final int fd;
  private final Readiness input = new Readiness();
  private final Readiness output = new Readiness();

  private volatile boolean closed;
  private volatile WaitMode waitMode = WaitMode.ADAPTIVE;

  // Guesses, which who waits for the other direction may change.
  private @Nullable Spinning adaptive;
  private boolean looked; // before the wait that comes now

  // What epoll was told to report, 0 before the first wait that needs it; changed under this alone.
  private volatile int armed;

  // Where: with the leaders, if a virtual thread was the first who waited, or with a poller; it is
  // never both. Changed under this alone.
  private volatile @Nullable Epoll home;

  public Pollable(int fd) {
    this.fd = fd;
  }

  /**
   * Waits until the descriptor may be ready. The caller has tried its system call before, and tries
   * again after {@link Outcome#READY}.
   */
  public Outcome await(Direction direction, long deadline) throws ErrnoException {
    if (closed) {
      return Outcome.CLOSED;
    }
    if (Thread.currentThread().isInterrupted()) {
      return Outcome.INTERRUPTED;
    }
    if (Deadline.remaining(deadline) <= 0) {
      return Outcome.TIMED_OUT;
    }
    boolean hasLooked = looked;
    looked = false;
    WaitMode mode = hasLooked && waitMode == WaitMode.ADAPTIVE ? WaitMode.PARK : waitMode;
    KernelWait kernelWait = null;
    if (!Thread.currentThread().isVirtual()) {
      kernelWait = KernelWait.borrow();
      if (!hasLooked) { // or it has been counted
        Company.note();
      }
    }
    // A platform thread has no eventfd to be woken by when descriptors have run out: it parks too.
    return kernelWait == null
        ? park(direction, deadline, mode)
        : sleep(kernelWait, direction, deadline, mode);
  }

  /**
   * Lets the poller go on with {@code continuation} once the descriptor may be ready.
   *
   * @return false if another try is worth it at once
   */
  public boolean await(Direction direction, Continuation continuation) throws ErrnoException {
    Pollers.start(); // before enter, as a close resumes on one whatever has entered
    Readiness readiness = readiness(direction);
    if (!readiness.enter(continuation)) {
      return false;
    }
    boolean waits = false;
    try {
      arm(direction, /* byLeaders= */ false);
      waits = !closed; // after enter: either this sees the close, or the close sees whom to wake
      return waits;
    } finally {
      if (!waits) {
        readiness.leave();
      }
    }
  }

  /**
   * Announces a call of this thread that waits in the kernel by itself, until {@link #leave}; then
   * comes {@link BlockingCall#begin}, and a look at {@link #isClosed}.
   *
   * @return null if the thread had better {@link #await} the descriptor
   */
  public @Nullable BlockingCall block(Direction direction) {
    BlockingCall call;
    Company.note();
    Spinning looks = spinning();
    if (Thread.currentThread().isVirtual()) {
      call = Pollers.leadership().beginAlone(looks);
    } else {
      call = looks == null || looks.passes() ? BlockingCall.ofThisThread() : null;
    }
    if (call == null) {
      return null;
    }
    if (isForgotten(direction)) {
      Readiness readiness = readiness(direction);
      if (readiness.enter(call)) {
        return call;
      }
      readiness.signal(fd); // the event is for the wait that comes instead
    }
    call.giveBack();
    return null;
  }

  /** Whether a thread may wait in calls: a virtual one only while no other waits. */
  public static boolean mayBlock(Thread thread) {
    return !thread.isVirtual() || Pollers.isAlone(thread);
  }

  /**
   * Whether epoll reports nothing to the poller, for who waits in a call; not so while somebody
   * waits for the other direction.
   */
  private boolean isForgotten(Direction direction) {
    return armed == 0 || !Thread.currentThread().isVirtual() || forget(direction);
  }

  private synchronized boolean forget(Direction direction) {
    if (closed) {
      return false;
    }
    int before = armed;
    // First: who enters the other direction from now on arms anew, and who did before is seen.
    armed = 0;
    if ((direction == Direction.INPUT ? output : input).isAwaited()) {
      armed = before;
      return false;
    }
    if (before != 0) {
      home().remove(fd);
    }
    return true;
  }

  /** Ends that, before the next try or for good. */
  public void leave(Direction direction) {
    readiness(direction).leave();
  }

  public void waitMode(WaitMode mode) {
    waitMode = mode;
  }

  /** How who waits alone looks again before he sleeps, null if he does not. */
  public @Nullable Spinning spinning() {
    return spinning(waitMode);
  }

  /** Nothing has come of it: the wait that comes now is to be without. */
  public void hasLooked() {
    looked = true;
  }

  private @Nullable Spinning spinning(WaitMode mode) {
    return mode == WaitMode.PARK || (mode == WaitMode.ADAPTIVE && !Company.isSmall())
        ? null
        : Spinning.of(mode, adaptive());
  }

  private Spinning adaptive() {
    Spinning seen = adaptive;
    if (seen == null) {
      seen = new Spinning();
      adaptive = seen;
    }
    return seen;
  }

  int fd() {
    return fd;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether there is input right now. */
  public boolean isReadable() {
    return (reported() & POLLIN) != 0;
  }

  /** Whether there is room for output right now. */
  public boolean isWritable() {
    return (reported() & POLLOUT) != 0;
  }

  /** Whether both directions have ended. */
  public boolean isHungUp() {
    return (reported() & POLLHUP) != 0;
  }

  private int reported() {
    return Poll.look(fd, POLLIN | POLLOUT);
  }

  /** Lets who waits try again, for something has changed that the kernel reports to nobody. */
  public void wake(Direction direction) {
    readiness(direction).wake(fd);
  }

  /** Ends all waits, now and later. */
  public void close() {
    closed = true;
    input.wake(fd);
    output.wake(fd);
    synchronized (this) {
      if (armed != 0) {
        armed = 0;
        home().remove(fd);
      }
    }
  }

  private Outcome sleep(KernelWait kernelWait, Direction direction, long deadline, WaitMode mode)
      throws ErrnoException {
    Readiness readiness = readiness(direction);
    try {
      if (!readiness.enter(kernelWait)) {
        return Outcome.READY;
      }
      // After enter: either this sees the close, or the close sees whom to wake.
      return closed ? Outcome.CLOSED : kernelWait.await(this, direction, deadline, spinning(mode));
    } finally {
      readiness.leave();
      kernelWait.giveBack();
    }
  }

  private Outcome park(Direction direction, long deadline, WaitMode mode) throws ErrnoException {
    Readiness readiness = readiness(direction);
    Thread me = Thread.currentThread();
    try {
      if (!readiness.enter(me)) {
        return Outcome.READY;
      }
      arm(direction, me.isVirtual());
      if (me.isVirtual()) {
        Pollers.leadership().noteWait(me);
      }
      while (readiness.isAwaitedBy(me)) {
        if (closed) {
          return Outcome.CLOSED;
        }
        if (me.isInterrupted()) {
          return Outcome.INTERRUPTED;
        }
        if (Deadline.remaining(deadline) <= 0) {
          return Outcome.TIMED_OUT;
        }
        if (me.isVirtual() && lead(readiness, deadline, mode)) {
          continue;
        }
        if (deadline == Deadline.NONE) {
          LockSupport.park(this);
        } else {
          // What is left now: it may have led for a while.
          LockSupport.parkNanos(this, Deadline.remaining(deadline));
        }
      }
      return closed ? Outcome.CLOSED : Outcome.READY;
    } finally {
      readiness.leave();
    }
  }

  private boolean lead(Readiness readiness, long deadline, WaitMode mode) throws ErrnoException {
    Leadership leadership = Pollers.leadership();
    return home == leadership.epoll() && leadership.lead(readiness, deadline, mode);
  }

  private Readiness readiness(Direction direction) {
    return direction == Direction.INPUT ? input : output;
  }

  /**
   * Sees to it that epoll reports the direction. Input is registered once for life; output only
   * while somebody waits for it, as each read of the peer would be an event otherwise.
   */
  private void arm(Direction direction, boolean byLeaders) throws ErrnoException {
    if (direction == Direction.OUTPUT) {
      arm(EPOLLOUT, byLeaders);
    } else if (armed == 0) { // or it is for life
      arm(0, byLeaders);
    }
  }

  private synchronized void arm(int output, boolean byLeaders) throws ErrnoException {
    int wanted = armed | INPUT_EVENTS | output;
    if (closed || wanted == armed) {
      return;
    }
    if (armed == 0) {
      Pollers.start();
      // Both kinds of waiter are told by either, only not as fast.
      Epoll leaders = Pollers.leadership().epoll();
      boolean toLeaders = home == null ? byLeaders : home == leaders;
      Epoll chosen = toLeaders ? leaders : Pollers.of(fd).epoll();
      home = chosen;
      chosen.add(fd, wanted, this);
    } else {
      home().modify(fd, wanted);
    }
    armed = wanted;
  }

  private Epoll home() {
    return Objects.requireNonNull(home);
  }

  private synchronized void disarmOutput() {
    // Who waits has entered before it looks at what is armed, so it is seen here, or arms again.
    if ((armed & EPOLLOUT) != 0 && !output.isAwaited()) {
      try {
        home().modify(fd, INPUT_EVENTS);
        armed = INPUT_EVENTS;
      } catch (ErrnoException e) {
        // Still armed for output: the cost is a wake-up now and then, nothing is lost.
        return;
      }
    }
  }

  /**
   * Whether it belongs to another poller by now, which is told of what is ready in place of this.
   */
  private boolean moves() {
    Epoll belongsTo = Pollers.of(fd).epoll();
    Epoll seen = home;
    return seen != belongsTo && seen != Pollers.leadership().epoll() && moveTo(belongsTo);
  }

  private synchronized boolean moveTo(Epoll next) {
    Epoll before = home();
    if (armed == 0 || before == next) {
      return false;
    }
    try {
      next.add(fd, armed, this); // which reports what is ready anew
    } catch (ErrnoException e) {
      return false; // it stays where it is
    }
    home = next;
    before.remove(fd);
    return true;
  }

  @Override
  public void onEvents(int events) {
    if (moves()) {
      return;
    }
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
      input.signal(fd);
    }
    if ((events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0) {
      boolean awaited = output.isAwaited();
      output.signal(fd);
      if (!awaited) {
        disarmOutput();
      }
    }
  }
}
