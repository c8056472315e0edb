package dev.interprocess.internal.impl;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.poll.Pollers;
import dev.interprocess.internal.poll.Timer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation that no thread waits for, or one derived from that. Whoever completes
 * it from outside, by {@code cancel}, {@code orTimeout} and all others, withdraws the operation
 * first. If that has ended already, and its result is on the way here, he comes too late: so what
 * was taken out of the kernel always reaches somebody.
 */
final class OperationFuture<T> extends CompletableFuture<T> {
  private static final long LATER = TimeUnit.MILLISECONDS.toNanos(1);

  /** What it is the future of. */
  interface Withdrawable {
    /** Withdraws the operation of this future, false if it has ended. */
    boolean withdraw(Object future);
  }

  private final OperationFuture<?> root;
  private final Executor executor;
  private volatile @Nullable Withdrawable operation;

  OperationFuture(Withdrawable operation, Executor executor) {
    this.root = this;
    this.executor = executor;
    this.operation = operation;
  }

  private OperationFuture(OperationFuture<?> root) {
    this.root = root;
    this.executor = root.executor;
  }

  /** The operation's call: it has ended. */
  void end(@Nullable T result, @Nullable Throwable failure) {
    if (failure == null) {
      super.complete(result);
    } else {
      super.completeExceptionally(failure);
    }
    operation = null;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new OperationFuture<>(root);
  }

  /** Not the common pool, for {@code thenApplyAsync} and the others. */
  @Override
  public Executor defaultExecutor() {
    return executor;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return fromOutside(() -> super.cancel(mayInterruptIfRunning)) || isCancelled();
  }

  @Override
  public boolean complete(@Nullable T value) {
    return fromOutside(() -> super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return fromOutside(() -> super.completeExceptionally(failure));
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    executor.execute(
        () -> {
          try {
            boolean _ = isDone() || complete(supplier.get());
          } catch (Throwable t) {
            completeExceptionally(t);
          }
        });
    return this;
  }

  @Override
  public void obtrudeValue(@Nullable T value) {
    boolean _ = fromOutside(() -> false);
    super.obtrudeValue(value);
  }

  @Override
  public void obtrudeException(Throwable failure) {
    boolean _ = fromOutside(() -> false);
    super.obtrudeException(failure);
  }

  private boolean fromOutside(BooleanSupplier completion) {
    if (isDone() || root.isDone()) {
      return completion.getAsBoolean(); // a future like any other
    }
    Withdrawable withdrawn = root.operation;
    if (withdrawn == null) {
      return completion.getAsBoolean(); // done in this moment
    }
    if (!withdrawn.withdraw(root)) {
      return false;
    }
    boolean completed = completion.getAsBoolean();
    if (root != this) {
      root.end(null, new CancellationException());
    }
    return completed;
  }

  /** By the poller's clock: the JDK's would complete it on a thread of the common pool. */
  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    return after(timeout, unit, () -> completeExceptionally(new TimeoutException()));
  }

  @Override
  public CompletableFuture<T> completeOnTimeout(@Nullable T value, long timeout, TimeUnit unit) {
    return after(timeout, unit, () -> complete(value));
  }

  private CompletableFuture<T> after(long timeout, TimeUnit unit, BooleanSupplier completion) {
    if (!isDone()) {
      Timeout expiry = new Timeout(completion);
      expiry.schedule(unit.toNanos(timeout));
      CompletableFuture<T> _ = whenComplete((result, failure) -> expiry.cancel());
    }
    return this;
  }

  private final class Timeout implements Runnable {
    private final BooleanSupplier completion;
    private @Nullable Timer timer;
    private boolean cancelled;

    Timeout(BooleanSupplier completion) {
      this.completion = completion;
    }

    synchronized void schedule(long nanos) {
      if (cancelled) {
        return;
      }
      if (!Target.CURRENT.isLinux()) { // there is no poller
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(this);
      } else {
        try {
          timer = Pollers.start().schedule(() -> Completions.run(executor, this), nanos);
        } catch (ErrnoException e) { // no descriptor for it is left
          CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(this);
        }
      }
    }

    @Override
    public void run() {
      if (!completion.getAsBoolean() && !isDone()) {
        // The operation has ended, and what came of it is on its way.
        schedule(LATER);
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}
