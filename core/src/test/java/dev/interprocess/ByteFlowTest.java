package dev.interprocess;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes as a {@code Flow}: as many as were asked for, and none is lost. */
@OnWindowsToo
class ByteFlowTest {
  @Test
  void whatIsPublishedArrivesWhole() throws Exception {
    byte[] sent = new byte[1 << 20];
    new Random(1).nextBytes(sent);
    try (SocketPair<LocalStream> in = LocalStream.pair();
        SocketPair<LocalStream> out = LocalStream.pair()) {
      CompletableFuture<Long> written =
          out.first().writeFrom(in.second().publisher(10_000)).whenComplete((n, e) -> end(out));
      Task<Void> writer =
          Task.run(
              () -> {
                in.first().write(sent);
                in.first().shutdownOutput();
              });
      assertThat(out.second().readFully(sent.length)).isEqualTo(sent);
      assertThat(out.second().read(new byte[1])).isEqualTo(-1);
      assertThat(written.get(20, SECONDS)).isEqualTo(sent.length);
      writer.get();
    }
  }

  private static void end(SocketPair<LocalStream> pair) {
    try {
      pair.first().shutdownOutput();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsReadBeforeItIsAskedFor() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[] {1, 2, 3});
      Asking subscriber = new Asking();
      pair.first().publisher(1).subscribe(subscriber);
      subscriber.subscription().request(1);
      assertThat(subscriber.take()).isEqualTo("next [1]");
      assertThat(pair.first().available()).isEqualTo(2);
      subscriber.subscription().cancel();
      assertThat(pair.first().readFully(2)).containsExactly(2, 3);
    }
  }

  @Test
  void whoCancelsLeavesTheBytesToTheNext() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Flow.Publisher<ByteBuffer> publisher = pair.first().publisher(10);
      Asking first = new Asking();
      publisher.subscribe(first);
      first.subscription().request(5);
      Asking refused = new Asking();
      publisher.subscribe(refused);
      assertThat(refused.take()).startsWith("error java.lang.IllegalStateException");
      first.subscription().cancel();
      pair.second().write(new byte[] {7});
      assertThat(pair.first().read(ByteBuffer.allocate(9), Duration.ZERO)).isEqualTo(1);
      Asking second = new Asking();
      publisher.subscribe(second);
      pair.second().write(new byte[] {8});
      second.subscription().request(Long.MAX_VALUE);
      assertThat(second.take()).isEqualTo("next [8]");
      pair.second().close();
      assertThat(second.take()).isEqualTo("complete");
      assertThat(first.signals).isEmpty();
    }
  }

  @Test
  void aCloseEndsTheSubscription() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Asking subscriber = new Asking();
      pair.first().publisher(10).subscribe(subscriber);
      subscriber.subscription().request(1);
      pair.first().close();
      assertThat(subscriber.take())
          .isIn( // the second where its read is begun by another thread, which comes too late
              "error " + AsynchronousCloseException.class.getName(),
              "error " + ClosedChannelException.class.getName());
    }
  }

  @Test
  void aRequestOfNothingIsAnError() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Asking subscriber = new Asking();
      pair.first().publisher(10).subscribe(subscriber);
      subscriber.subscription().request(0);
      assertThat(subscriber.take()).startsWith("error java.lang.IllegalArgumentException");
      assertThatThrownBy(() -> pair.first().publisher(0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSlowReaderHoldsUpThePublisher() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
      CompletableFuture<Long> written = pair.first().writeFrom(publisher);
      int offered = 0;
      while (publisher.offer(ByteBuffer.allocate(64 << 10), (subscriber, item) -> false) >= 0) {
        offered++;
      }
      assertThat(offered).isLessThan(100);
      publisher.close();
      assertThat(pair.second().readFully(offered * (64 << 10))).hasSize(offered * (64 << 10));
      assertThat(written.get(20, SECONDS)).isEqualTo(offered * (64L << 10));
    }
  }

  @Test
  void itsTimeoutCancelsTheSubscription() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
      CompletableFuture<Long> written =
          pair.first().writeFrom(publisher).thenApply(n -> n).orTimeout(5, MILLISECONDS);
      assertThatThrownBy(() -> written.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
      assertThat(publisher.offer(ByteBuffer.allocate(1), null)).isZero();
      assertThat(publisher.hasSubscribers()).isFalse();
    }
  }

  @Test
  void aFailureOnEitherSideIsTold() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
      CompletableFuture<Long> written = pair.first().writeFrom(publisher);
      publisher.closeExceptionally(new IllegalStateException("no more"));
      assertThatThrownBy(() -> written.get(20, SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
      CompletableFuture<Long> written = pair.first().writeFrom(publisher);
      pair.second().close();
      publisher.submit(ByteBuffer.allocate(1));
      assertThatThrownBy(() -> written.get(20, SECONDS))
          .hasCauseInstanceOf(java.io.IOException.class);
    }
  }

  /** Notes its signals, and asks when told to. */
  private static final class Asking implements Flow.Subscriber<ByteBuffer> {
    private final LinkedBlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    Flow.Subscription subscription() {
      return java.util.Objects.requireNonNull(subscription);
    }

    String take() throws InterruptedException {
      return String.valueOf(signals.poll(20, SECONDS));
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      signals.add("next " + Arrays.toString(bytes));
    }

    @Override
    public void onError(Throwable failure) {
      signals.add("error " + failure.getClass().getName());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
