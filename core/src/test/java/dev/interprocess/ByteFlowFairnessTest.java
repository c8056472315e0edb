package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** A publisher that always has more, on the poller's own thread: others have their turn. */
class ByteFlowFairnessTest {
  private static final int BYTES = 4_000;

  @Test
  void aReadOfAnotherStreamEndsInBetween() throws Exception {
    try (SocketPair<LocalStream> busy = LocalStream.pair();
        SocketPair<LocalStream> other = LocalStream.pair()) {
      busy.first().completions(Runnable::run);
      other.first().completions(Runnable::run);
      Greedy subscriber = new Greedy(other.first());
      busy.first().publisher(1).subscribe(subscriber);
      other.second().write(new byte[1]);
      busy.second().write(new byte[BYTES]);
      busy.second().shutdownOutput();
      assertThat(subscriber.seenWhenOtherEnded.get(20, SECONDS)).isLessThan(BYTES);
      assertThat(subscriber.all.get(20, SECONDS)).isEqualTo(BYTES);
    }
  }

  /** With its first byte it begins to read elsewhere, where something is there to be read. */
  private static final class Greedy implements Flow.Subscriber<ByteBuffer> {
    final CompletableFuture<Integer> seenWhenOtherEnded = new CompletableFuture<>();
    final CompletableFuture<Integer> all = new CompletableFuture<>();
    private final LocalStream other;
    private int seen;

    Greedy(LocalStream other) {
      this.other = other;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      if (++seen == 1) {
        other.readAsync(ByteBuffer.allocate(1), this, new Told());
      }
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      all.complete(seen);
    }
  }

  private static final class Told implements IntCompletionHandler<Greedy> {
    @Override
    public void completed(int count, Greedy subscriber) {
      subscriber.seenWhenOtherEnded.complete(subscriber.seen);
    }

    @Override
    public void failed(Throwable failure, Greedy subscriber) {
      subscriber.seenWhenOtherEnded.completeExceptionally(failure);
    }
  }
}
