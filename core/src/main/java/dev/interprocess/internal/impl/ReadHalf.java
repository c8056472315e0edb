package dev.interprocess.internal.impl;

import dev.interprocess.ByteReader;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The reading half of a stream. Its close is the stream's affair. */
public final class ReadHalf implements ByteReader {
  private final LocalStream stream;
  private final Runnable close;
  private volatile boolean closed;

  /** A half of {@code stream}; {@code close} is run at its first close. */
  public ReadHalf(LocalStream stream, Runnable close) {
    this.stream = stream;
    this.close = close;
  }

  /** Closing this half ends a read with the stream's end; who was waiting is told better. */
  private long unlessClosed(long count) throws AsynchronousCloseException {
    if (count < 0 && closed) {
      throw new AsynchronousCloseException();
    }
    return count;
  }

  private LocalStream open() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return stream;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return (int) unlessClosed(open().read(buffer));
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return (int) unlessClosed(open().read(buffer, timeout));
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return unlessClosed(open().read(buffers, offset, length));
  }

  @Override
  public long read(MemorySegment segment) throws IOException {
    return unlessClosed(open().read(segment));
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    try {
      open().readFully(buffer);
    } catch (EOFException e) {
      unlessClosed(-1);
      throw e;
    }
  }

  @Override
  public int available() throws IOException {
    return open().available();
  }

  @Override
  public long transferTo(WritableByteChannel target, long count) throws IOException {
    long moved = open().transferTo(target, count);
    if (moved < count) {
      unlessClosed(-1);
    }
    return moved;
  }

  @Override
  public CompletableFuture<Integer> readAsync(ByteBuffer buffer) {
    if (closed) {
      return CompletableFuture.failedFuture(new ClosedChannelException());
    }
    return stream
        .readAsync(buffer)
        .thenApply(
            count -> {
              try {
                return (int) unlessClosed(count);
              } catch (AsynchronousCloseException e) {
                throw new CompletionException(e);
              }
            });
  }

  @Override
  public <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    Objects.requireNonNull(handler);
    if (closed) {
      // Of no bytes, so that it only gets to the executor.
      stream.readAsync(ByteBuffer.allocate(0), attachment, new Refused<A>(handler));
    } else {
      stream.readAsync(buffer, attachment, new Told<A>(handler));
    }
  }

  /** Tells the handler the same as a blocking read. */
  private final class Told<A extends @Nullable Object> implements IntCompletionHandler<A> {
    private final IntCompletionHandler<? super A> handler;

    Told(IntCompletionHandler<? super A> handler) {
      this.handler = handler;
    }

    @Override
    public void completed(int result, A attachment) {
      if (result < 0 && closed) {
        handler.failed(new AsynchronousCloseException(), attachment);
      } else {
        handler.completed(result, attachment);
      }
    }

    @Override
    public void failed(Throwable failure, A attachment) {
      handler.failed(failure, attachment);
    }
  }

  @Override
  public void completions(Executor executor) {
    stream.completions(executor);
  }

  @Override
  public InputStream inputStream() {
    return Views.inputStream(this);
  }

  @Override
  public Optional<Duration> readTimeout() {
    return stream.readTimeout();
  }

  @Override
  public void readTimeout(Duration timeout) {
    stream.readTimeout(timeout);
  }

  LocalStream stream() {
    return stream;
  }

  @Override
  public boolean isOpen() {
    return !closed && stream.isOpen();
  }

  @Override
  public void close() {
    closed = true;
    close.run();
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
