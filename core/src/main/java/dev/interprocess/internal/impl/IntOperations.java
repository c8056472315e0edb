package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One kind of operation with a buffer that no thread waits for, of one channel: reading, say. One
 * operation is kept to be used again, so that nothing is allocated.
 */
final class IntOperations {
  private static final VarHandle IDLE;

  static {
    try {
      IDLE = MethodHandles.lookup().findVarHandle(IntOperations.class, "idle", IntOperation.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What it does. */
  interface Call {
    /** Tries it with the operation's buffer, and sets its result. */
    Operation.Try attempt(int fd, IntOperation operation) throws IOException;
  }

  private final String name;
  private final Lane lane;
  private final Call call;
  private volatile Executor executor = Completions.DEFAULT;

  @SuppressWarnings("unused") // by IDLE
  private volatile @Nullable IntOperation idle;

  IntOperations(String name, Lane lane, Call call) {
    this.name = name;
    this.lane = lane;
    this.call = call;
  }

  String name() {
    return name;
  }

  Lane lane() {
    return lane;
  }

  Call call() {
    return call;
  }

  void executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor);
  }

  Executor executor() {
    return executor;
  }

  CompletableFuture<Integer> start(ByteBuffer buffer) {
    return borrow().start(buffer, executor);
  }

  <A extends @Nullable Object> void start(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    Objects.requireNonNull(buffer);
    Objects.requireNonNull(handler);
    borrow().start(buffer, executor, attachment, handler);
  }

  private IntOperation borrow() {
    IntOperation kept = (IntOperation) IDLE.getAndSet(this, (IntOperation) null);
    return kept != null ? kept : new IntOperation(this);
  }

  void giveBack(IntOperation operation) {
    idle = operation;
  }
}
