package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.CompletionHandler;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A stream for code that knows the JDK's asynchronous channels. */
public final class AsynchronousView implements AsynchronousByteChannel {
  private final LocalStream stream;

  public AsynchronousView(LocalStream stream) {
    this.stream = stream;
  }

  /** Tells the JDK's kind of handler. */
  private record Boxing<A extends @Nullable Object>(CompletionHandler<Integer, ? super A> handler)
      implements IntCompletionHandler<A> {
    Boxing {
      Objects.requireNonNull(handler);
    }

    @Override
    public void completed(int result, A attachment) {
      handler.completed(result, attachment);
    }

    @Override
    public void failed(Throwable failure, A attachment) {
      handler.failed(failure, attachment);
    }
  }

  @Override
  public <A extends @Nullable Object> void read(
      ByteBuffer buffer, A attachment, CompletionHandler<Integer, ? super A> handler) {
    stream.readAsync(buffer, attachment, new Boxing<A>(handler));
  }

  @Override
  public Future<Integer> read(ByteBuffer buffer) {
    return stream.readAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void write(
      ByteBuffer buffer, A attachment, CompletionHandler<Integer, ? super A> handler) {
    stream.writeAsync(buffer, attachment, new Boxing<A>(handler));
  }

  @Override
  public Future<Integer> write(ByteBuffer buffer) {
    return stream.writeAsync(buffer);
  }

  @Override
  public boolean isOpen() {
    return stream.isOpen();
  }

  @Override
  public void close() {
    stream.close();
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
