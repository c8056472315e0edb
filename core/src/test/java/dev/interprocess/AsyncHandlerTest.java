package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The form with a handler: where it runs, in which order, and what becomes of a bad one. */
class AsyncHandlerTest {
  @Test
  void aLongChainGrowsNoStackAndStaysOnThePoller() throws Exception {
    int rounds = 50_000;
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().completions(Runnable::run);
      Task<Void> writer = Task.run(() -> pair.second().write(new byte[rounds]));
      CompletableFuture<Integer> depth = new CompletableFuture<>();
      pair.first().readAsync(ByteBuffer.allocate(1), rounds, new Chain(pair.first(), depth));
      assertThat(depth.get(20, SECONDS)).isLessThan(100);
      writer.get();
    }
  }

  private static final class Chain implements IntCompletionHandler<Integer> {
    private final LocalStream stream;
    private final CompletableFuture<Integer> done;

    Chain(LocalStream stream, CompletableFuture<Integer> done) {
      this.stream = stream;
      this.done = done;
    }

    @Override
    public void completed(int result, Integer left) {
      if (!Thread.currentThread().getName().equals("interprocess-poller")) {
        done.completeExceptionally(new AssertionError("on " + Thread.currentThread()));
      } else if (left == 1) {
        done.complete(Thread.currentThread().getStackTrace().length);
      } else {
        stream.readAsync(ByteBuffer.allocate(1), left - 1, this);
      }
    }

    @Override
    public void failed(Throwable failure, Integer left) {
      done.completeExceptionally(failure);
    }
  }

  @Test
  void whatAHandlerThrowsHurtsNobody() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().completions(Runnable::run);
      CompletableFuture<Integer> second = new CompletableFuture<>();
      pair.first()
          .readAsync(
              ByteBuffer.allocate(1),
              second,
              new IntCompletionHandler<CompletableFuture<Integer>>() {
                @Override
                public void completed(int result, CompletableFuture<Integer> next) {
                  var _ = pair.first().readAsync(ByteBuffer.allocate(1)).thenAccept(next::complete);
                  throw new AssertionError("of the handler, as it should be in this test");
                }

                @Override
                public void failed(Throwable failure, CompletableFuture<Integer> next) {
                  next.completeExceptionally(failure);
                }
              });
      pair.second().write(new byte[] {1});
      pair.second().write(new byte[] {2});
      assertThat(second.get(20, SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void anExecutorThatIsShutDownLosesNoCompletion() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ExecutorService gone = Executors.newSingleThreadExecutor();
      gone.shutdown();
      pair.first().completions(gone);
      CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(1));
      pair.second().write(new byte[1]);
      assertThat(read.get(20, SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void theyQueueWithThreadsInOrder() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      List<ByteBuffer> buffers = new ArrayList<>();
      List<CompletableFuture<Integer>> reads = new ArrayList<>();
      ByteBuffer ofThread = ByteBuffer.allocate(1);
      begin(pair, buffers, reads, 3);
      Task<Integer> thread =
          Task.start(ThreadKind.VIRTUAL, () -> pair.first().read(ofThread)).awaitWaiting();
      begin(pair, buffers, reads, 3);
      pair.second().write(new byte[] {0, 1, 2, 100, 3, 4, 5});
      for (int i = 0; i < 6; i++) {
        assertThat(reads.get(i).get(20, SECONDS)).isEqualTo(1);
        assertThat(buffers.get(i).get(0)).isEqualTo((byte) i);
      }
      assertThat(thread.get()).isEqualTo(1);
      assertThat(ofThread.get(0)).isEqualTo((byte) 100);
    }
  }

  private static void begin(
      SocketPair<LocalStream> pair,
      List<ByteBuffer> buffers,
      List<CompletableFuture<Integer>> reads,
      int count) {
    for (int i = 0; i < count; i++) {
      buffers.add(ByteBuffer.allocate(1));
      reads.add(pair.first().readAsync(buffers.getLast()));
    }
  }
}
