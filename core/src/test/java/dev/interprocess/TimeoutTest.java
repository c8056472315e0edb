package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Waiter;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Running out of time loses nothing. */
class TimeoutTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 300_000, 20_000_000, 1_100_000_000})
  void readEndsInTimeAndGoesOn(long nanos) throws Exception {
    Duration timeout = Duration.ofNanos(nanos);
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      for (Waiter.Kind kind : Waiter.Kind.values()) {
        long begin = System.nanoTime();
        Waiter reader =
            Waiter.start(kind, () -> pair.first().read(ByteBuffer.allocate(1), timeout));
        assertThat(reader.outcome()).isInstanceOf(SocketTimeoutException.class);
        assertThat(System.nanoTime() - begin)
            .isBetween(nanos, nanos + Duration.ofSeconds(5).toNanos());
      }
      pair.second().write(new byte[] {7});
      assertThat(pair.first().readFully(1)).containsExactly(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writeSaysHowFarItGot(Waiter.Kind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer buffer = ByteBuffer.allocate(4 << 20);
      Waiter writer = Waiter.start(kind, () -> pair.first().write(buffer, Duration.ofMillis(50)));
      Object outcome = writer.outcome();
      assertThat(outcome).isInstanceOf(SocketTimeoutException.class);
      int written = ((SocketTimeoutException) outcome).bytesTransferred;
      assertThat(written).isPositive().isEqualTo(buffer.position());
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(written);
    }
  }

  @Test
  void acceptTakesAClientAfterwards() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThatThrownBy(() -> listener.accept(Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("accept " + name + ": timed out");
      try (LocalStream client = LocalStream.connect(name);
          LocalStream server = listener.accept(Duration.ZERO)) {
        assertThat(server.isOpen()).isTrue();
      }
    }
  }

  @Test
  void connectToAFullBacklogEnds() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listenOptions().backlog(0).listen(name);
        LocalStream fills = LocalStream.connect(name)) {
      ConnectOptions<LocalName, LocalStream> options =
          LocalStream.connectOptions().timeout(Duration.ofMillis(100));
      assertThatThrownBy(() -> options.connect(name))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("backlog is full");
    }
  }

  @Test
  void connectWithRetryWaitsForTheListener() throws Exception {
    LocalName name = Names.namespaced();
    Waiter client =
        Waiter.start(
                Waiter.Kind.VIRTUAL,
                () ->
                    LocalStream.connectOptions()
                        .retry(true)
                        .timeout(Duration.ofSeconds(20))
                        .connect(name))
            .settle();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        LocalStream server = listener.accept()) {
      assertThat(client.outcome()).isInstanceOf(LocalStream.class);
      assertThat(server.isOpen()).isTrue();
    }
  }

  @Test
  void theDefaultHoldsForEveryRead() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertThat(pair.first().readTimeout()).isEmpty();
      pair.first().readTimeout(Duration.ofMillis(10));
      assertThat(pair.first().readTimeout()).contains(Duration.ofMillis(10));
      assertThatThrownBy(() -> pair.first().inputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      pair.first().readTimeout(ChronoUnit.FOREVER.getDuration());
      assertThat(pair.first().readTimeout()).isEmpty();
      assertThatThrownBy(() -> pair.first().readTimeout(Duration.ofNanos(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("negative");
    }
  }
}
