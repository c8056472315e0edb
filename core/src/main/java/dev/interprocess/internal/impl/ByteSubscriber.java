package dev.interprocess.internal.impl;

import dev.interprocess.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes what a publisher has, and asks for the next when one is written. Used once. */
public final class ByteSubscriber
    implements Flow.Subscriber<ByteBuffer>, OperationFuture.Withdrawable {
  private final ByteWriter writer;
  private final OperationFuture<Long> future = new OperationFuture<>(this, Completions.DEFAULT);

  // All guarded by this.
  private Flow.@Nullable Subscription subscription;
  private @Nullable CompletableFuture<Integer> write;
  private long total;
  private boolean last;
  private @Nullable Throwable failure;
  private boolean ended;

  public ByteSubscriber(ByteWriter writer) {
    this.writer = writer;
  }

  /** With the number of bytes, once all are written. */
  public CompletableFuture<Long> future() {
    return future;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    Objects.requireNonNull(given);
    boolean taken;
    synchronized (this) {
      taken = subscription == null && !ended;
      subscription = taken ? given : subscription;
    }
    if (taken) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    Objects.requireNonNull(buffer);
    CompletableFuture<Integer> begun;
    synchronized (this) {
      if (ended) {
        return;
      }
      begun = writer.writeAsync(buffer);
      write = begun;
    }
    CompletableFuture<Integer> _ = begun.whenComplete(this::wrote);
  }

  private void wrote(@Nullable Integer count, @Nullable Throwable thrown) {
    Flow.Subscription next;
    synchronized (this) {
      write = null;
      total += count == null ? 0 : count;
      next = ended || last ? null : subscription;
    }
    if (thrown != null) {
      if (next != null) {
        next.cancel();
      }
      end(thrown);
    } else if (next != null) {
      next.request(1);
    } else {
      endIfLast();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    Objects.requireNonNull(thrown);
    synchronized (this) {
      failure = thrown;
      last = true;
    }
    endIfLast();
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      last = true;
    }
    endIfLast();
  }

  private void endIfLast() {
    synchronized (this) {
      if (!last || write != null) {
        return;
      }
    }
    end(failure);
  }

  private void end(@Nullable Throwable thrown) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    future.end(total, thrown);
  }

  @Override
  public boolean withdraw(Object of) {
    Flow.Subscription left;
    CompletableFuture<Integer> begun;
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      left = subscription;
      begun = write;
    }
    if (left != null) {
      left.cancel();
    }
    if (begun != null) {
      begun.cancel(false);
    }
    return true;
  }
}
