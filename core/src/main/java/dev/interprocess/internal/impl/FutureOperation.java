package dev.interprocess.internal.impl;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.libc.ErrnoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An operation that no thread waits for, with its future. Used once. */
public abstract class FutureOperation<T> extends Operation
    implements Runnable, OperationFuture.Withdrawable {
  private final String name;
  private final Lane lane;
  private final Executor executor;
  private final OperationFuture<T> future;
  private @Nullable T result;
  private @Nullable Throwable failure;

  /** One that has not begun. */
  protected FutureOperation(String name, Lane lane, Executor executor) {
    this.name = name;
    this.lane = lane;
    this.executor = executor;
    this.future = new OperationFuture<>(this, executor);
  }

  @Override
  protected final String name() {
    return name;
  }

  /** Begins, once. */
  public final CompletableFuture<T> start() {
    if (begin(lane)) {
      failure = failure();
      run();
    }
    return future;
  }

  /** For the try that has ended it. */
  protected final Try done(@Nullable T result) {
    this.result = result;
    return Try.DONE;
  }

  /**
   * What is left to do, where it need not hurry: the user's code, say. Throws what users see.
   *
   * @return false to begin once more
   */
  protected boolean conclude(@Nullable Throwable failure) throws Throwable {
    if (failure instanceof ErrnoException e) {
      throw SystemErrors.of(lane.descriptor(), e);
    }
    if (failure != null) {
      throw failure;
    }
    return true;
  }

  /** It has ended or was withdrawn: gives back what it holds. */
  protected void letGo() {}

  @Override
  protected final void end(@Nullable Throwable failure) {
    this.failure = failure;
    Completions.run(executor, this);
  }

  /** On the executor, or where it was begun if it has ended at once. */
  @Override
  public final void run() {
    if (!isToBeTold()) {
      return;
    }
    while (!isConcluded()) {
      if (!begin(lane) || !isToBeTold()) {
        return;
      }
      failure = failure();
    }
    letGo();
    future.end(result, failure);
  }

  private boolean isConcluded() {
    try {
      boolean concluded = conclude(failure);
      failure = null;
      return concluded;
    } catch (Throwable t) {
      failure = t;
      return true;
    }
  }

  @Override
  public final boolean withdraw(Object future) {
    boolean withdrawn = withdraw();
    if (withdrawn) {
      letGo();
    }
    return withdrawn;
  }
}
