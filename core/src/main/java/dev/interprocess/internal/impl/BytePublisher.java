package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.ByteReader;
import dev.interprocess.internal.poll.Pollers;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What comes in, as a publisher: nothing is read before it was asked for. */
public final class BytePublisher implements Flow.Publisher<ByteBuffer> {
  // Then others have their turn, if all of it happens on a poller's thread.
  private static final int AT_ONCE = 16;

  private final ByteReader reader;
  private final int bufferSize;
  private final AtomicReference<@Nullable Reading> current = new AtomicReference<>();

  public BytePublisher(ByteReader reader, int bufferSize) {
    if (bufferSize <= 0) {
      throw new IllegalArgumentException("size of a buffer: " + bufferSize);
    }
    this.reader = reader;
    this.bufferSize = bufferSize;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Reading reading = new Reading(Objects.requireNonNull(subscriber));
    if (!current.compareAndSet(null, reading)) {
      reading.fail(new IllegalStateException("has a subscriber: " + reader));
    }
    reading.begin();
  }

  /**
   * Whatever happens is done by one thread at a time: who comes meanwhile leaves it to the one that
   * is there. So signals never overlap, and none recurses.
   */
  private final class Reading implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicInteger calls = new AtomicInteger(1); // the first is begin
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile @Nullable Throwable failure;

    // By the one that is there.
    private @Nullable CompletableFuture<Integer> read;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private boolean ended;

    Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    void begin() {
      tell(() -> subscriber.onSubscribe(this));
      goOn();
    }

    void fail(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        fail(new IllegalArgumentException("request of " + count));
      } else {
        demand.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      enter();
    }

    @Override
    public void cancel() {
      cancelled = true;
      enter();
    }

    private void enter() {
      if (calls.getAndIncrement() == 0) {
        goOn();
      }
    }

    private void goOn() {
      int seen = calls.get();
      for (int steps = 0; seen != 0; steps++) {
        if (steps == AT_ONCE && Pollers.goOnLater(this::goOn)) {
          return; // still the one that is there
        }
        step();
        seen = calls.addAndGet(-seen);
      }
    }

    private void step() {
      CompletableFuture<Integer> begun = read;
      if (begun != null && (cancelled || failure != null)) {
        begun.cancel(false); // or it comes too late, and the subscriber gets what was read
      }
      if (begun != null && begun.isDone()) {
        read = null;
        deliver(begun);
      }
      if (ended || read != null) {
        return;
      }
      Throwable refused = failure;
      if (cancelled) {
        end();
      } else if (refused != null) {
        end();
        tell(() -> subscriber.onError(refused));
      } else if (demand.get() > 0) {
        buffer = ByteBuffer.allocate(bufferSize);
        read = reader.readAsync(buffer);
        CompletableFuture<Integer> _ = read.whenComplete((count, thrown) -> enter());
      }
    }

    private void deliver(CompletableFuture<Integer> done) {
      switch (done.state()) {
        case SUCCESS -> deliver(done.resultNow());
        case FAILED -> {
          end();
          tell(() -> subscriber.onError(done.exceptionNow()));
        }
        case CANCELLED, RUNNING -> {}
      }
    }

    private void deliver(int count) {
      if (count < 0) {
        end();
        tell(subscriber::onComplete);
      } else {
        demand.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - 1);
        tell(() -> subscriber.onNext(buffer.flip()));
      }
    }

    private void end() {
      ended = true;
      current.compareAndSet(this, null);
    }

    /** A subscriber that throws, which it must not, has cancelled. */
    private void tell(Runnable signal) {
      try {
        signal.run();
      } catch (Throwable t) {
        LOGGER.log(Level.ERROR, "subscriber of " + reader, t);
        cancelled = true;
        calls.getAndIncrement();
      }
    }
  }
}
