package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Fill;
import dev.interprocess.support.Scale;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream is closed in the moment in which an operation begins: that ends once, as failed. */
@Timeout(300)
class AsyncCloseRaceTest {
  private static final int ROUNDS = Scale.rounds(2_000, 20_000);

  @TempDir Path folder;

  @Test
  void theFutureFailsAndTheNextStreamIsNotAffected() throws Exception {
    ByteBuffer others = ByteBuffer.allocate(100);
    try (SocketPair<LocalStream> other = LocalStream.pair();
        Closer closer = new Closer()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (SocketPair<LocalStream> pair = LocalStream.pair()) {
          closer.begin(pair.first(), round);
          CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(10));
          CompletableFuture<Integer> next = other.first().readAsync(others.clear());
          closer.end();
          assertThatThrownBy(() -> read.get(20, SECONDS))
              .as("round %s", round)
              .hasCauseInstanceOf(ClosedChannelException.class);
          other.second().write(new byte[77]);
          assertThat(next.get(20, SECONDS)).as("round %s", round).isEqualTo(77);
        }
      }
    }
  }

  @Test
  void theHandlerIsToldOnce() throws Exception {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    try (Closer closer = new Closer()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (SocketPair<LocalStream> pair = LocalStream.pair()) {
          CompletableFuture<Void> done = new CompletableFuture<>();
          closer.begin(pair.first(), round);
          pair.first()
              .readAsync(
                  ByteBuffer.allocate(10),
                  done,
                  new IntCompletionHandler<CompletableFuture<Void>>() {
                    @Override
                    public void completed(int result, CompletableFuture<Void> done) {
                      told.add("read " + result);
                      done.complete(null);
                    }

                    @Override
                    public void failed(Throwable failure, CompletableFuture<Void> done) {
                      told.add(failure instanceof ClosedChannelException ? "" : "" + failure);
                      done.complete(null);
                    }
                  });
          closer.end();
          done.get(20, SECONDS);
        }
      }
    }
    assertThat(told).hasSize(ROUNDS).allMatch(String::isEmpty);
  }

  @Test
  void whatWasLentIsGivenBackOnce() throws Exception {
    Path file = Files.createFile(folder.resolve("a"));
    try (Descriptor lent = Descriptor.open(file, StandardOpenOption.READ);
        Closer closer = new Closer()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (SocketPair<UnixStream> pair = UnixStream.pair()) {
          Fill.up(pair.first());
          closer.begin(pair.first(), round);
          CompletableFuture<?> sent =
              pair.first().sendMessageAsync(ByteBuffer.allocate(1), Ancillary.descriptors(lent));
          closer.end();
          assertThatThrownBy(() -> sent.get(20, SECONDS))
              .hasCauseInstanceOf(ClosedChannelException.class);
        }
        // Given back too often, it would be closed for good.
        assertThat(lent.isOpen()).as("round %s", round).isTrue();
      }
    }
  }

  /** Closes from another thread, in each round a little later. */
  private static final class Closer implements AutoCloseable {
    private static final int STEPS = 400;
    private static final int STEP = 20;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<?> closed = CompletableFuture.completedFuture(null);

    void begin(Closeable stream, int round) {
      AtomicBoolean ready = new AtomicBoolean();
      AtomicBoolean go = new AtomicBoolean();
      closed =
          thread.submit(
              () -> {
                ready.set(true);
                while (!go.get()) {
                  Thread.onSpinWait();
                }
                for (int i = 0; i < round % STEPS * STEP; i++) {
                  Thread.onSpinWait();
                }
                stream.close();
                return null;
              });
      while (!ready.get()) {
        Thread.onSpinWait();
      }
      go.set(true);
    }

    void end() throws Exception {
      closed.get(20, SECONDS);
    }

    @Override
    public void close() throws IOException {
      thread.close();
    }
  }
}
