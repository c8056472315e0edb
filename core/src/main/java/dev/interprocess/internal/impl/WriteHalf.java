package dev.interprocess.internal.impl;

import dev.interprocess.ByteWriter;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalStream;
import dev.interprocess.SystemError;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The writing half of a stream. Its close is the stream's affair. */
public final class WriteHalf implements ByteWriter {
  private final LocalStream stream;
  private final Runnable close;
  private volatile boolean closed;

  /** A half of {@code stream}; {@code close} is run at its first close. */
  public WriteHalf(LocalStream stream, Runnable close) {
    this.stream = stream;
    this.close = close;
  }

  /** Closing this half ends a write with EPIPE; who was waiting is told better. */
  private IOException unlessClosed(IOException e) {
    return closed && e instanceof SystemError ? new AsynchronousCloseException() : e;
  }

  private LocalStream open() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return stream;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    try {
      return open().write(buffer);
    } catch (IOException e) {
      throw unlessClosed(e);
    }
  }

  @Override
  public int write(ByteBuffer buffer, Duration timeout) throws IOException {
    try {
      return open().write(buffer, timeout);
    } catch (IOException e) {
      throw unlessClosed(e);
    }
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    try {
      return open().write(buffers, offset, length);
    } catch (IOException e) {
      throw unlessClosed(e);
    }
  }

  @Override
  public void write(MemorySegment segment) throws IOException {
    try {
      open().write(segment);
    } catch (IOException e) {
      throw unlessClosed(e);
    }
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long count) throws IOException {
    try {
      return open().transferFrom(source, count);
    } catch (IOException e) {
      throw unlessClosed(e);
    }
  }

  @Override
  public CompletableFuture<Integer> writeAsync(ByteBuffer buffer) {
    if (closed) {
      return CompletableFuture.failedFuture(new ClosedChannelException());
    }
    return stream
        .writeAsync(buffer)
        .exceptionally(
            failure -> {
              throw failure instanceof CompletionException known
                  ? known
                  : new CompletionException(unlessClosed(failure));
            });
  }

  @Override
  public <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    Objects.requireNonNull(handler);
    if (closed) {
      // Of no bytes, so that it only gets to the executor.
      stream.writeAsync(ByteBuffer.allocate(0), attachment, new Refused<A>(handler));
    } else {
      stream.writeAsync(buffer, attachment, new Told<A>(handler));
    }
  }

  /** Tells the handler the same as a blocking write. */
  private final class Told<A extends @Nullable Object> implements IntCompletionHandler<A> {
    private final IntCompletionHandler<? super A> handler;

    Told(IntCompletionHandler<? super A> handler) {
      this.handler = handler;
    }

    @Override
    public void completed(int result, A attachment) {
      handler.completed(result, attachment);
    }

    @Override
    public void failed(Throwable failure, A attachment) {
      handler.failed(unlessClosed(failure), attachment);
    }
  }

  private Throwable unlessClosed(Throwable failure) {
    return failure instanceof IOException e ? unlessClosed(e) : failure;
  }

  @Override
  public void completions(Executor executor) {
    stream.completions(executor);
  }

  @Override
  public OutputStream outputStream() {
    return Views.outputStream(this);
  }

  @Override
  public Optional<Duration> writeTimeout() {
    return stream.writeTimeout();
  }

  @Override
  public void writeTimeout(Duration timeout) {
    stream.writeTimeout(timeout);
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
