package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All of a {@code ByteWriter} but who owns it, of whatever system. */
public sealed interface WritingEnd permits WriteEnd, HandleWriteEnd {
  Timeouts timeouts();

  int write(ByteBuffer buffer) throws IOException;

  int write(ByteBuffer buffer, Duration timeout) throws IOException;

  long write(ByteBuffer[] buffers, int offset, int length) throws IOException;

  void write(MemorySegment segment) throws IOException;

  long transferFrom(ReadableByteChannel source, long count) throws IOException;

  CompletableFuture<Integer> writeAsync(ByteBuffer buffer);

  <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler);

  void completions(Executor executor);
}
