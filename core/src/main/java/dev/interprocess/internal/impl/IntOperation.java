package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a buffer and a number as its result that no thread waits for: with a future, or
 * with a handler. It is used again and again, by whatever channel, but by one at a time.
 */
final class IntOperation extends Operation implements Runnable, OperationFuture.Withdrawable {
  // Set before it begins, and cleared by whoever ends it.
  private @Nullable IntOperations home;
  private @Nullable ByteBuffer buffer;
  private Executor executor = Completions.DEFAULT;
  private volatile @Nullable OperationFuture<Integer> future;
  private @Nullable IntCompletionHandler<@Nullable Object> handler;
  private @Nullable Object attachment;
  private int size;
  private int result;
  private @Nullable Throwable failure;

  @Override
  protected String name() {
    return home().name();
  }

  private IntOperations home() {
    return Objects.requireNonNull(home);
  }

  CompletableFuture<Integer> start(IntOperations home, ByteBuffer buffer, Executor executor) {
    OperationFuture<Integer> begun = new OperationFuture<>(this, executor);
    this.future = begun;
    prepare(home, buffer, executor);
    if (begin(home.lane())) {
      failure = failure();
      forget();
      run(); // nobody has the future yet, so nothing of the user's runs here
    }
    return begun;
  }

  @SuppressWarnings("unchecked") // it is given the attachment, and nothing else
  <A extends @Nullable Object> void start(
      IntOperations home,
      ByteBuffer buffer,
      Executor executor,
      A attachment,
      IntCompletionHandler<? super A> handler) {
    this.attachment = attachment;
    this.handler = (IntCompletionHandler<@Nullable Object>) handler;
    prepare(home, buffer, executor);
    if (begin(home.lane())) {
      endOutsideOfThisCall();
    }
  }

  private void prepare(IntOperations home, ByteBuffer buffer, Executor executor) {
    this.home = home;
    this.buffer = buffer;
    this.executor = executor;
    this.size = buffer.remaining();
  }

  /** What the executor does may be to run it here and now: so only the poller may ask it to. */
  private void endOutsideOfThisCall() {
    if (executor.equals(Completions.DEFAULT)) {
      Throwable ended = failure();
      forget();
      end(ended);
      return;
    }
    try {
      resumeLater();
    } catch (ErrnoException e) { // no descriptor for the poller is left
      executor = Completions.DEFAULT;
      endOutsideOfThisCall();
    }
  }

  ByteBuffer buffer() {
    return Objects.requireNonNull(buffer);
  }

  /** How many bytes remained in the buffer when it began. */
  int size() {
    return size;
  }

  /** For the try that has ended it. */
  Try done(int result) {
    this.result = result;
    return Try.DONE;
  }

  @Override
  protected Try attempt(int fd) throws IOException {
    return home().attempt(fd, this);
  }

  @Override
  protected void end(@Nullable Throwable failure) {
    this.failure = failure;
    Completions.run(executor, this);
  }

  @Override
  public void run() {
    if (!isToBeTold()) {
      return;
    }
    OperationFuture<Integer> ended = future;
    IntCompletionHandler<@Nullable Object> told = handler;
    Object handedOn = attachment;
    int count = result;
    Throwable cause =
        failure instanceof ErrnoException e
            ? SystemErrors.of(home().lane().descriptor(), e)
            : failure;
    free();
    if (cause == null) { // after a close, say, one resume too many may still be on its way
      IntOperations.giveBack(this);
    }
    if (ended != null) {
      ended.end(count, cause);
    } else if (told != null) {
      tell(told, handedOn, count, cause);
    }
  }

  private static void tell(
      IntCompletionHandler<@Nullable Object> handler,
      @Nullable Object attachment,
      int count,
      @Nullable Throwable cause) {
    try {
      if (cause == null) {
        handler.completed(count, attachment);
      } else {
        handler.failed(cause, attachment);
      }
    } catch (Throwable t) { // it hurts nobody else, whoever's thread this is
      LOGGER.log(Level.ERROR, "completion handler", t);
    }
  }

  @Override
  public boolean withdraw(Object future) {
    synchronized (this) {
      if (this.future != future || !withdraw()) {
        return false;
      }
    }
    free();
    return true;
  }

  private void free() {
    future = null;
    handler = null;
    attachment = null;
    buffer = null;
    failure = null;
    home = null;
  }
}
