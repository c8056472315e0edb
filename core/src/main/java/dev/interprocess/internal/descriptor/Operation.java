package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.WaitEvent;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Continuation;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.poll.Poller;
import dev.interprocess.internal.poll.Pollers;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * An operation that no thread waits for. It takes its turn in a {@link Lane} as a thread does,
 * tries its system call, and when that would block lets the poller try again. It may be used again
 * once it has ended; a resume that was meant for its use before is then merely one try too many.
 *
 * <p>All happens under its lock, so whoever withdraws it does so either before a try, which then
 * takes nothing out of the kernel, or after the one that ended it, which is then too late.
 */
public abstract class Operation implements Continuation {
  private enum State {
    IDLE,
    QUEUES,
    WAITS,
    /** Nothing can be withdrawn any more, and the next resume tells what came of it. */
    ENDED
  }

  /** How its wait ended, for Flight Recorder. */
  private enum WaitEnd {
    READY,
    FAILED,
    WITHDRAWN
  }

  /** What came of a try. */
  public enum Try {
    DONE,
    WOULD_BLOCK,
    /** To be tried again soon, after others had their turn on the poller's thread. */
    AGAIN,
    /** To be tried again after a pause, as no event tells when; longer each time. */
    PAUSE
  }

  // All guarded by this.
  private State state = State.IDLE;
  private @Nullable Lane lane;
  private int fd; // also seen by who hands over the turn, for where it goes on
  private @Nullable Throwable failure;
  private boolean isUntold; // what came of it
  private @Nullable Pause pause;
  private @Nullable WaitEvent wait;

  /** What it does, as {@code read}. */
  protected abstract String name();

  /** Tries the system call, which must not block. */
  protected abstract Try attempt(int fd) throws IOException;

  /** It has ended, on the poller's thread and in nobody's way any more. */
  protected abstract void end(@Nullable Throwable failure);

  /**
   * Begins.
   *
   * @return whether it has ended at once, without a wait: then {@link #end} is not called, unless
   *     {@link #resumeLater} asks for it
   */
  public final synchronized boolean begin(Lane lane) {
    this.failure = null;
    this.lane = lane;
    this.state = State.QUEUES;
    boolean ended = enter(lane);
    if (ended) {
      state = State.IDLE; // a close may have asked for a resume meanwhile: it is to do nothing
    }
    return ended;
  }

  private boolean enter(Lane lane) {
    try {
      fd = lane.descriptor().acquire();
    } catch (IOException e) {
      return endedBy(e);
    }
    try {
      if (!lane.tryTake(this)) {
        Pollers.start(); // who hands over the turn needs it
        lane.enqueue(this);
        return false;
      }
    } catch (ErrnoException e) {
      lane.descriptor().release();
      return endedBy(e);
    }
    if (!advance(lane)) {
      return false;
    }
    lane.exit();
    return true;
  }

  /** What came of it when {@link #begin} said that it has ended. */
  public final synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Lets the poller resume it, and so call {@link #end} of one that has ended at once. */
  public final synchronized void resumeLater() throws ErrnoException {
    poller().executeEnded(this);
    state = State.ENDED;
  }

  /** True once for each end: an executor may run what it then refuses, or run it twice. */
  protected final synchronized boolean isToBeTold() {
    boolean untold = isUntold;
    isUntold = false;
    return untold;
  }

  /** Has the turn: tries until it would block or has ended, which is true. */
  private boolean advance(Lane lane) {
    try {
      do {
        if (!lane.descriptor().isOpen()) {
          throw new AsynchronousCloseException();
        }
        Try result = attempt(fd);
        if (result == Try.DONE) {
          return endedBy(null);
        }
        if (state != State.WAITS) {
          state = State.WAITS;
          wait = Events.await();
        }
        if (result == Try.AGAIN) {
          poller().execute(this);
          return false;
        }
        if (result == Try.PAUSE) {
          pause = pause == null ? new Pause() : pause;
          poller().schedule(this, pause.next(Deadline.NONE));
          return false;
        }
      } while (!lane.await(this));
      return false;
    } catch (Throwable t) { // a buffer whose memory was freed, say
      return endedBy(t);
    }
  }

  /** Where it goes on. */
  private Poller poller() throws ErrnoException {
    Pollers.start();
    return Pollers.near(fd);
  }

  /** Lets the poller try: it has the turn, for which a poller was started. */
  final void resumeSoon() {
    Pollers.near(fd).execute(this);
  }

  private boolean endedBy(@Nullable Throwable failure) {
    this.failure = failure;
    isUntold = true;
    record(failure == null ? WaitEnd.READY : WaitEnd.FAILED);
    state = State.ENDED;
    return true;
  }

  private void record(WaitEnd end) {
    WaitEvent event = wait;
    Lane waited = lane;
    if (event != null && waited != null) {
      wait = null;
      event.end(name(), waited.descriptor(), end);
    }
  }

  @Override
  public final void resume() {
    Throwable result;
    synchronized (this) {
      Lane entered = lane;
      if (entered == null) {
        return;
      }
      switch (state) {
        case IDLE -> {
          return;
        }
        case QUEUES -> {
          if (!entered.isOf(this)) {
            return; // meant for its use before
          }
        }
        case WAITS -> entered.leave();
        case ENDED -> entered = null;
      }
      if (entered != null) {
        if (!advance(entered)) {
          return;
        }
        entered.exit();
      }
      result = failure;
      forget();
    }
    end(result);
  }

  /** Withdraws it, if it is still there to be. It has not taken anything then, and never will. */
  protected final boolean withdraw() {
    synchronized (this) {
      Lane left = lane;
      if (left == null || state == State.ENDED || state == State.IDLE) {
        return false;
      }
      if (state == State.WAITS) {
        left.leave();
        record(WaitEnd.WITHDRAWN);
      }
      forget();
      left.leave(this);
      left.descriptor().release();
      return true;
    }
  }

  /** For the next use. */
  protected final synchronized void forget() {
    state = State.IDLE;
    lane = null;
    failure = null;
    pause = null;
  }
}
