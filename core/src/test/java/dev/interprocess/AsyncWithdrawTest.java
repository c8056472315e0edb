package dev.interprocess;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Cancelled or timed out, also by a derived future: the operation is gone and no byte is lost. */
class AsyncWithdrawTest {
  @Test
  void cancelLeavesTheBytesToTheNext() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer old = ByteBuffer.allocate(10);
      CompletableFuture<Integer> read = pair.first().readAsync(old);
      assertThat(read.cancel(true)).isTrue();
      assertThat(read.cancel(true)).isTrue();
      assertThatThrownBy(read::join).isInstanceOf(CancellationException.class);
      assertThat(pair.first().read(ByteBuffer.allocate(0), Duration.ZERO)).isZero();
      pair.second().write(new byte[] {5});
      assertThat(pair.first().read(ByteBuffer.allocate(2), Duration.ZERO)).isEqualTo(1);
      assertThat(old.position()).isZero();
    }
  }

  @Test
  void everyWayToCompleteItFromOutsideWithdraws() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer old = ByteBuffer.allocate(10);
      assertThat(pair.first().readAsync(old).completeAsync(() -> 42).get(20, SECONDS))
          .isEqualTo(42);
      CompletableFuture<Integer> failed =
          pair.first()
              .readAsync(old)
              .completeAsync(
                  () -> {
                    throw new IllegalStateException("of the supplier");
                  });
      assertThatThrownBy(() -> failed.get(20, SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
      pair.first().readAsync(old).obtrudeValue(7);
      pair.first().readAsync(old).obtrudeException(new IllegalStateException("of the test"));
      pair.second().write(new byte[] {5});
      assertThat(pair.first().read(ByteBuffer.allocate(2), Duration.ZERO)).isEqualTo(1);
      assertThat(old.position()).isZero();
    }
  }

  /** Deadlines are compared by their distance, which must not be too long for a number. */
  @Test
  void theLongestTimeoutHoldsUpNoOther() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SocketPair<LocalStream> other = LocalStream.pair()) {
      for (int round = 0; round < 20; round++) {
        CompletableFuture<Integer> brief =
            pair.first().readAsync(ByteBuffer.allocate(1)).orTimeout(1, MILLISECONDS);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 1_000_000 + 10_000 * round) {
          Thread.onSpinWait(); // until that is overdue
        }
        CompletableFuture<Integer> endless =
            other.first().readAsync(ByteBuffer.allocate(1)).orTimeout(Long.MAX_VALUE, NANOSECONDS);
        assertThatThrownBy(() -> brief.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        endless.cancel(false);
      }
    }
  }

  @Test
  void aDerivedFutureWithdrawsToo() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(10));
      CompletableFuture<Integer> derived = read.thenApply(n -> n + 1).thenApplyAsync(n -> n + 1);
      assertThat(derived.cancel(false)).isTrue();
      assertThat(read).isCompletedExceptionally();
      CompletableFuture<String> late =
          pair.first()
              .readAsync(ByteBuffer.allocate(10))
              .thenApply(String::valueOf)
              .orTimeout(5, MILLISECONDS);
      assertThatThrownBy(() -> late.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
      assertThat(
              pair.first()
                  .readAsync(ByteBuffer.allocate(10))
                  .completeOnTimeout(-7, 5, MILLISECONDS)
                  .get(20, SECONDS))
          .isEqualTo(-7);
      pair.second().write(new byte[] {5});
      assertThat(pair.first().read(ByteBuffer.allocate(2), Duration.ZERO)).isEqualTo(1);
    }
  }

  @Test
  void itRunsNothingOnTheCommonPool() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      AtomicReference<Thread> timedOut = new AtomicReference<>();
      assertThat(
              pair.first()
                  .readAsync(ByteBuffer.allocate(10))
                  .orTimeout(200, MILLISECONDS) // there must be time to hang on to it
                  .handle(
                      (n, e) -> {
                        timedOut.set(Thread.currentThread());
                        return e;
                      })
                  .get(20, SECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(timedOut.get().isVirtual()).isTrue();
      CompletableFuture<Thread> async =
          pair.first()
              .readAsync(ByteBuffer.allocate(1))
              .thenApplyAsync(n -> Thread.currentThread());
      pair.second().write(new byte[1]);
      assertThat(async.get(20, SECONDS).isVirtual()).isTrue();
    }
  }

  @Test
  void oneThatQueuesLeavesTheQueue() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      CompletableFuture<Integer> first = pair.first().readAsync(ByteBuffer.allocate(1));
      CompletableFuture<Integer> second = pair.first().readAsync(ByteBuffer.allocate(1));
      CompletableFuture<Integer> third = pair.first().readAsync(ByteBuffer.allocate(1));
      assertThat(second.cancel(false)).isTrue();
      pair.second().write(new byte[2]);
      assertThat(first.get(20, SECONDS)).isEqualTo(1);
      assertThat(third.get(20, SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void anAcceptThatWasWithdrawnLeavesTheClient() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThat(listener.acceptAsync().cancel(true)).isTrue();
      try (LocalStream client = LocalStream.connect(name);
          LocalStream server = listener.accept(Duration.ZERO)) {
        client.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
    }
  }

  /** Each number that is written reaches exactly one reader, however cancels and bytes meet. */
  @Test
  void noByteIsLostWhenTheyRace() throws Exception {
    int rounds = Scale.rounds(3_000, 200_000);
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Void> writer =
          Task.run(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  pair.second().write(new byte[] {(byte) i});
                  LockSupport.parkNanos(i % 5 * 1_000L);
                }
              });
      int got = 0;
      while (got < rounds) {
        ByteBuffer one = ByteBuffer.allocate(1);
        CompletableFuture<Integer> read = pair.first().readAsync(one);
        LockSupport.parkNanos(got % 3 * 1_000L);
        if (!read.cancel(true)) {
          assertThat(read.get(20, SECONDS)).isEqualTo(1);
          assertThat(one.get(0)).isEqualTo((byte) got);
          got++;
        } else {
          assertThat(one.position()).isZero();
        }
      }
      writer.get();
      assertThatThrownBy(() -> pair.first().read(ByteBuffer.allocate(1), Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void closeEndsAllThatWait() throws Exception {
    SocketPair<LocalStream> pair = LocalStream.pair();
    List<CompletableFuture<Integer>> reads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      reads.add(pair.first().readAsync(ByteBuffer.allocate(1)));
    }
    pair.first().close();
    for (CompletableFuture<Integer> read : reads) {
      assertThatThrownBy(() -> read.get(20, SECONDS))
          .hasCauseExactlyInstanceOf(AsynchronousCloseException.class);
    }
    pair.close();
  }
}
