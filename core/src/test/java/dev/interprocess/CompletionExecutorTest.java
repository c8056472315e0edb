package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Executors that misbehave: no completion is lost, told twice, or told to somebody else. */
class CompletionExecutorTest {
  @Test
  void oneThatRefusesWhatItHasRunAffectsNobodyElse() throws Exception {
    Executor faulty =
        completion -> {
          completion.run();
          throw new IllegalStateException("of the executor, as it should be in this test");
        };
    ByteBuffer buffer = ByteBuffer.allocate(10);
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        SocketPair<LocalStream> other = LocalStream.pair()) {
      pair.first().completions(faulty);
      for (int round = 0; round < 50; round++) {
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        CompletableFuture<Integer> read =
            pair.first()
                .readAsync(ByteBuffer.allocate(10))
                .whenComplete((_, _) -> others.add(other.first().readAsync(buffer.clear())));
        pair.second().write(new byte[7]);
        assertThat(read.get(20, SECONDS)).isEqualTo(7);
        CompletableFuture<Integer> next = others.getFirst();
        assertThatThrownBy(() -> next.get(2, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        other.second().write(new byte[3]);
        assertThat(next.get(20, SECONDS)).isEqualTo(3);
      }
    }
  }

  @Test
  void oneThatRefusesAClientThatItHasRunGivesItOutOnce() throws Exception {
    try (LocalListener<LocalStream> listener = listen()) {
      CompletableFuture<LocalStream> accepted = listener.acceptAsync();
      try (LocalStream client = LocalStream.connect((LocalName) listener.address());
          LocalStream server = accepted.get(20, SECONDS)) {
        server.write(new byte[1]);
        assertThat(client.read(ByteBuffer.allocate(2))).isEqualTo(1);
      }
    }
  }

  private static LocalListener<LocalStream> listen() throws Exception {
    return LocalStream.listenOptions()
        .completions(
            completion -> {
              completion.run();
              throw new IllegalStateException("of the executor, as it should be in this test");
            })
        .listen(Names.namespaced());
  }

  /** As {@code Thread::start} throws where there can be no more threads. */
  @Test
  void oneThatGetsNoThreadLosesNothing() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first()
          .completions(
              _ -> {
                throw new OutOfMemoryError("of the executor, as it should be in this test");
              });
      CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(10));
      pair.second().write(new byte[4]);
      assertThat(read.get(20, SECONDS)).isEqualTo(4);
    }
  }

  @Test
  void aClosedHalfTellsTheHandlerThereToo() throws Exception {
    try (ExecutorService mine = Executors.newSingleThreadExecutor(r -> new Thread(r, "mine"));
        SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().completions(mine);
      ByteReader reader = pair.first().reader();
      ByteWriter writer = pair.first().writer();
      reader.close();
      CompletableFuture<String> read = new CompletableFuture<>();
      reader.readAsync(ByteBuffer.allocate(1), read, new Teller());
      assertThat(read.get(20, SECONDS)).isEqualTo("mine");
      writer.close();
      CompletableFuture<String> written = new CompletableFuture<>();
      writer.writeAsync(ByteBuffer.allocate(1), written, new Teller());
      assertThat(written.get(20, SECONDS)).isEqualTo("mine");
    }
  }

  /** On which thread it was told that the channel is closed. */
  private static final class Teller implements IntCompletionHandler<CompletableFuture<String>> {
    @Override
    public void completed(int result, CompletableFuture<String> told) {
      told.complete("completed with " + result);
    }

    @Override
    public void failed(Throwable failure, CompletableFuture<String> told) {
      told.complete(
          failure instanceof ClosedChannelException
              ? Thread.currentThread().getName()
              : failure.toString());
    }
  }
}
