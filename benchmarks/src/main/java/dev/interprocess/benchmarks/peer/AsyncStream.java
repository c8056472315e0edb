package dev.interprocess.benchmarks.peer;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Whole reads and writes, each of which goes on with something; the end of input closes it. */
final class AsyncStream {
  private final LocalStream stream;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  private final IntCompletionHandler<Runnable> filled = new Handler(this::goOnFilling);
  private final IntCompletionHandler<Runnable> written = new Handler((count, then) -> then.run());

  AsyncStream(LocalStream stream) {
    this.stream = stream;
  }

  private interface Next {
    void go(int count, Runnable then);
  }

  private final class Handler implements IntCompletionHandler<Runnable> {
    private final Next next;

    Handler(Next next) {
      this.next = next;
    }

    @Override
    public void completed(int count, Runnable then) {
      next.go(count, then);
    }

    @Override
    public void failed(Throwable failure, Runnable then) {
      System.err.println(failure);
      close();
    }
  }

  void fill(ByteBuffer into, Runnable then) {
    buffer = into;
    stream.readAsync(into, then, filled);
  }

  private void goOnFilling(int count, Runnable then) {
    if (count < 0) {
      close();
    } else if (buffer.hasRemaining()) {
      stream.readAsync(buffer, then, filled);
    } else {
      then.run();
    }
  }

  void write(ByteBuffer from, Runnable then) {
    stream.writeAsync(from, then, written);
  }

  void endOutput() {
    try {
      stream.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    stream.close();
  }
}
