package dev.interprocess.support;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that a thread of its own does, and how it ended. A hang fails the test that asks. */
public final class Task<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FutureTask<T> future;
  private final Thread thread;

  private Task(ThreadKind kind, Callable<T> body) {
    this.future = new FutureTask<>(body);
    this.thread = kind.start(future);
  }

  /** What a task does that gives nothing. */
  public interface Body {
    void run() throws Exception;
  }

  public static <T> Task<T> start(ThreadKind kind, Callable<T> body) {
    return new Task<>(kind, body);
  }

  public static Task<Void> run(ThreadKind kind, Body body) {
    return new Task<>(
        kind,
        () -> {
          body.run();
          return null;
        });
  }

  public static Task<Void> run(Body body) {
    return run(ThreadKind.VIRTUAL, body);
  }

  public Thread thread() {
    return thread;
  }

  public boolean isDone() {
    return future.isDone();
  }

  /** The result, or what was thrown. */
  public T get() throws Exception {
    try {
      return future.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      AssertionError hangs = new AssertionError("hangs: " + thread);
      hangs.setStackTrace(thread.getStackTrace());
      throw hangs;
    }
  }

  /** What was thrown. */
  public Exception failure() {
    T result;
    try {
      result = get();
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("did not fail, but gave " + result);
  }

  /** Returns once the thread waits inside the library. No event tells that, so it looks. */
  public Task<T> awaitWaiting() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!waits()) {
      if (future.isDone()) {
        throw new AssertionError("ended, and should have waited: " + future);
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("does not wait: " + Arrays.toString(thread.getStackTrace()));
      }
      Thread.sleep(1);
    }
    return this;
  }

  private boolean waits() {
    boolean parked =
        switch (thread.getState()) {
          case WAITING, TIMED_WAITING -> true;
          default -> false;
        };
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(
            frame ->
                frame.getMethodName().equals("ppoll")
                    || frame.getMethodName().endsWith("Blocking")
                    || (parked && frame.getClassName().startsWith("dev.interprocess.internal.")));
  }
}
