package dev.interprocess.support;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that is inside an operation which waits. */
public final class Waiter {
  private final FutureTask<@Nullable Object> task;
  private final Thread thread;

  private Waiter(FutureTask<@Nullable Object> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /** The two kinds of thread, which wait in different ways. */
  public enum Kind {
    PLATFORM,
    VIRTUAL
  }

  /** Starts the operation; its result or exception is what {@link #outcome} gives. */
  public static Waiter start(Kind kind, Callable<?> operation) {
    FutureTask<@Nullable Object> task =
        new FutureTask<>(
            () -> {
              try {
                return operation.call();
              } catch (Exception e) {
                return e;
              }
            });
    Thread.Builder builder =
        kind == Kind.VIRTUAL ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    return new Waiter(task, builder.start(task));
  }

  /** Gives the operation time to get into its wait; correct results never depend on it. */
  public Waiter settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(20);
    return this;
  }

  public void interrupt() {
    thread.interrupt();
  }

  public Object outcome() throws Exception {
    return Objects.requireNonNullElse(task.get(20, TimeUnit.SECONDS), "null");
  }
}
