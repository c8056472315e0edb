package dev.interprocess.internal.impl;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The forms of receiving, over the one of its source. */
public final class EventReceiver<S> implements SignalReceiver<S> {
  /** Where events come from. */
  public interface Source<S> {
    /** Waits for the next one; null if the deadline is over. Who is interrupted loses none. */
    @Nullable S take(long deadline) throws IOException;

    boolean isOpen();

    /** Ends it: whoever waits gets a {@link java.nio.channels.AsynchronousCloseException}. */
    void close();
  }

  private final Source<S> source;
  private final SerialOperations receives = new SerialOperations();
  private final AtomicBoolean hasCallback = new AtomicBoolean();

  public EventReceiver(Source<S> source) {
    this.source = source;
  }

  @Override
  public S receive() throws IOException {
    return Objects.requireNonNull(source.take(Deadline.NONE));
  }

  @Override
  public Optional<S> receive(Duration timeout) throws IOException {
    return Optional.ofNullable(source.take(Timeouts.deadline(timeout)));
  }

  @Override
  public CompletableFuture<S> receiveAsync() {
    return receives.start(this::receive);
  }

  @Override
  public Iterable<S> incoming() {
    return () -> new Arrivals<>(this, this::receiveOrEnd);
  }

  private @Nullable S receiveOrEnd() throws IOException {
    try {
      return receive();
    } catch (ClosedChannelException e) {
      return null;
    }
  }

  @Override
  public SignalReceiver<S> onEach(Consumer<? super S> callback) {
    Objects.requireNonNull(callback);
    if (!hasCallback.compareAndSet(false, true)) {
      throw new IllegalStateException(this + " has a callback already");
    }
    Thread.ofVirtual().name("callback of " + this).start(() -> call(callback));
    return this;
  }

  private void call(Consumer<? super S> callback) {
    try {
      for (S event : incoming()) {
        try {
          callback.accept(event);
        } catch (RuntimeException | Error e) { // the next signal may be the one that counts
          LOGGER.log(Level.ERROR, "callback for " + event, e);
        }
      }
    } catch (UncheckedIOException e) {
      LOGGER.log(Level.ERROR, this + " receives no more", e);
    }
  }

  @Override
  public boolean isOpen() {
    return source.isOpen();
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public String toString() {
    return source + (isOpen() ? "" : " (closed)");
  }
}
