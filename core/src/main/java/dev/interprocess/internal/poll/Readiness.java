package dev.interprocess.internal.poll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where the one who waits for a direction of a descriptor meets those who end the wait.
 *
 * <p>The state is null, {@link #READY} when an event came that nobody waited for, or who waits: a
 * parked {@link Thread}, the {@link Sleeper} of a thread that waits in the kernel, or the {@link
 * Continuation} of an operation that no thread waits for. Whoever leaves sets it to null before the
 * next try of the system call, so an event that is lost by that is one whose cause the try sees.
 */
final class Readiness {
  private static final Object READY = new Object();
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Readiness.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by STATE
  private volatile @Nullable Object state;

  /** Announces who waits; false if an event is already there, which is used up by that. */
  boolean enter(Object waiter) {
    if (STATE.compareAndSet(this, null, waiter)) {
      return true;
    }
    state = null;
    return false;
  }

  void leave() {
    state = null;
  }

  @SuppressWarnings("ReferenceEquality") // waiters are told apart by identity
  boolean isAwaitedBy(Object waiter) {
    return state == waiter;
  }

  boolean isAwaited() {
    Object seen = state;
    return seen != null && seen != READY;
  }

  /**
   * An event came: ends the wait, but that of a thread that sleeps in the kernel, which sees it
   * there.
   *
   * @param fd of which it is one
   */
  void signal(int fd) {
    Object seen = state;
    while (!(seen instanceof Sleeper)) {
      if (STATE.compareAndSet(this, seen, READY)) {
        if (seen instanceof Thread parked) {
          unpark(parked);
        } else if (seen instanceof Continuation continuation) {
          Pollers.near(fd).execute(continuation);
        }
        return;
      }
      seen = state;
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static void unpark(Thread parked) {
    if (parked != Thread.currentThread()) { // which leads, and sees it by itself
      LockSupport.unpark(parked);
      Pollers.wakeLeader(parked);
    }
  }

  /** Ends the wait, whoever waits. */
  void wake(int fd) {
    if (state instanceof Sleeper asleep) {
      asleep.wake();
    } else {
      signal(fd);
    }
  }
}
