package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.IntCompletionHandler;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Blocking operations as futures, one after the other in the order in which they were asked for, in
 * a virtual thread that lives as long as there are any: for where a wait that is withdrawn leaves
 * everything as it was, and no continuation can be registered.
 */
public final class SerialOperations {
  /** The blocking operation. An interrupt ends it, and then it has done nothing. */
  public interface Call<T> {
    T run() throws Exception;
  }

  private final Deque<Entry<?>> waiting = new ArrayDeque<>(); // guarded by this
  private boolean running; // guarded by this
  private volatile Executor executor = Completions.DEFAULT;

  public void executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor);
  }

  /** Begins, once those before it have ended. */
  public <T> CompletableFuture<T> start(Call<T> call) {
    Entry<T> entry = new Entry<>(call);
    synchronized (this) {
      waiting.add(entry);
      if (!running) {
        running = true;
        Thread _ = Thread.ofVirtual().name("interprocess operations").start(this::run);
      }
    }
    return entry.future;
  }

  /** The same for one with a buffer, told to a handler. */
  public <A extends @Nullable Object> void start(
      ByteBuffer buffer,
      Call<Integer> call,
      A attachment,
      IntCompletionHandler<? super A> handler) {
    Objects.requireNonNull(buffer);
    Objects.requireNonNull(handler);
    CompletableFuture<Integer> _ =
        start(call)
            .whenComplete(
                (result, failure) -> {
                  if (failure == null) {
                    handler.completed(result, attachment);
                  } else {
                    handler.failed(failure, attachment);
                  }
                });
  }

  private void run() {
    Entry<?> next = next();
    while (next != null) {
      try {
        next.run();
      } catch (Throwable t) { // or all that come after it would wait for ever
        LOGGER.log(Level.ERROR, "asynchronous operation", t);
      }
      next = next();
    }
  }

  private synchronized @Nullable Entry<?> next() {
    Entry<?> next = waiting.poll();
    running = next != null;
    return next;
  }

  private enum State {
    WAITING,
    RUNNING,
    WITHDRAWN,
    ENDED
  }

  private final class Entry<T> implements OperationFuture.Withdrawable {
    private final Call<T> call;
    private final Executor completions = executor;
    private final OperationFuture<T> future = new OperationFuture<>(this, completions);

    // Guarded by this.
    private State state = State.WAITING;
    private @Nullable Thread thread;
    private boolean interrupted;

    Entry(Call<T> call) {
      this.call = call;
    }

    void run() {
      if (begin()) {
        T result = null;
        Throwable failure = null;
        try {
          result = call.run();
        } catch (Throwable t) {
          failure = t;
        }
        if (end(failure)) {
          T ended = result;
          Throwable failed = failure;
          Completions.run(completions, () -> future.end(ended, failed));
        }
      }
    }

    private synchronized boolean begin() {
      if (state == State.WITHDRAWN) {
        return false;
      }
      state = State.RUNNING;
      thread = Thread.currentThread();
      return true;
    }

    /** False if it was withdrawn. */
    private synchronized boolean end(@Nullable Throwable failure) {
      thread = null;
      boolean withdrawn = interrupted && failure instanceof InterruptedIOException;
      state = withdrawn ? State.WITHDRAWN : State.ENDED;
      if (interrupted) {
        boolean _ = Thread.interrupted(); // which is not meant for the next one
      }
      notifyAll();
      return !withdrawn;
    }

    @Override
    public synchronized boolean withdraw(Object future) {
      if (state == State.WAITING) {
        state = State.WITHDRAWN;
      }
      boolean interruptedMeanwhile = false;
      while (state == State.RUNNING) {
        if (!interrupted && thread != null) {
          interrupted = true;
          thread.interrupt();
        }
        try {
          wait(); // it ends at once, in one way or the other
        } catch (InterruptedException e) {
          interruptedMeanwhile = true;
        }
      }
      if (interruptedMeanwhile) {
        Thread.currentThread().interrupt();
      }
      return state == State.WITHDRAWN;
    }
  }
}
