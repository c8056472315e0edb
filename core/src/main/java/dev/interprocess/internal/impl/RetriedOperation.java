package dev.interprocess.internal.impl;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.poll.Pollers;
import dev.interprocess.internal.poll.Timer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An operation of which no event tells when it is worth another try: it is tried after pauses that
 * grow, on the user's executor, as the call may have to wait for a disk. No thread waits meanwhile.
 */
public abstract class RetriedOperation<T> implements Runnable, OperationFuture.Withdrawable {
  private final Executor executor;
  private final long deadline;
  private final OperationFuture<T> future;
  private final Pause pause = new Pause();

  // Guarded by this.
  private boolean ended;
  private @Nullable Timer timer;

  /** One that has not begun. */
  protected RetriedOperation(Executor executor, long deadline) {
    this.executor = executor;
    this.deadline = deadline;
    this.future = new OperationFuture<>(this, executor);
  }

  /** Tries it; null if that is to be done again after a pause. */
  protected abstract @Nullable T attempt() throws IOException;

  /** It has failed or was withdrawn: gives back what it holds. */
  protected abstract void abandon();

  /** Begins, once, with a first try here and now. */
  public final CompletableFuture<T> start() {
    run();
    return future;
  }

  @Override
  public final void run() {
    T result = null;
    Throwable failure = null;
    synchronized (this) {
      if (ended) {
        return;
      }
      try {
        result = attempt();
        if (result == null) {
          timer =
              Pollers.start().schedule(() -> Completions.run(executor, this), pause.next(deadline));
          return;
        }
      } catch (ErrnoException e) {
        failure = SystemErrors.of("wait", this, e);
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
      ended = true;
      if (failure != null) {
        abandon();
      }
    }
    future.end(result, failure);
  }

  @Override
  public final boolean withdraw(Object future) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      if (timer != null) {
        timer.cancel();
      }
      abandon();
      return true;
    }
  }
}
