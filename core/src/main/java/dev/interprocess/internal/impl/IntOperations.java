package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.libc.Striped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One kind of operation with a buffer that no thread waits for, of one channel: reading, say. A few
 * operations that have ended are kept for all channels together, so that nothing is allocated, and
 * an idle channel holds none.
 */
abstract class IntOperations {
  private static final Striped<IntOperation> IDLE = new Striped<>();

  private volatile Executor executor = Completions.DEFAULT;

  /** What it does, as {@code read}. */
  abstract String name();

  abstract Lane lane();

  /** Tries it with the operation's buffer, and sets its result. */
  abstract Operation.Try attempt(int fd, IntOperation operation) throws IOException;

  final void executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor);
  }

  final Executor executor() {
    return executor;
  }

  final CompletableFuture<Integer> start(ByteBuffer buffer) {
    return borrow().start(this, buffer, executor);
  }

  final <A extends @Nullable Object> void start(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    Objects.requireNonNull(buffer);
    Objects.requireNonNull(handler);
    borrow().start(this, buffer, executor, attachment, handler);
  }

  private static IntOperation borrow() {
    IntOperation kept = IDLE.take();
    return kept != null ? kept : new IntOperation();
  }

  static void giveBack(IntOperation operation) {
    IDLE.give(operation);
  }
}
