package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All of a {@code ByteReader} but who owns it, of whatever system. */
public sealed interface ReadingEnd permits ReadEnd, HandleReadEnd {
  Timeouts timeouts();

  int read(ByteBuffer buffer) throws IOException;

  int read(ByteBuffer buffer, Duration timeout) throws IOException;

  long read(ByteBuffer[] buffers, int offset, int length) throws IOException;

  long read(MemorySegment segment) throws IOException;

  void readFully(ByteBuffer buffer) throws IOException;

  int peek(ByteBuffer buffer) throws IOException;

  int available() throws IOException;

  long transferTo(WritableByteChannel target, long count) throws IOException;

  CompletableFuture<Integer> readAsync(ByteBuffer buffer);

  <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler);

  void completions(Executor executor);
}
