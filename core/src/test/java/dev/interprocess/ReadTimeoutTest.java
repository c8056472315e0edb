package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class ReadTimeoutTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
  private static final Duration NEGATIVE = Duration.ofNanos(-1);

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void readEndsInTimeAndTheStreamStaysUsable(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      for (Duration timeout :
          new Duration[] {
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofNanos(300_000),
            Duration.ofMillis(20),
            Duration.ofMillis(1100)
          }) {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        long begin = System.nanoTime();
        Task<Integer> read = Task.start(kind, () -> pair.first().read(buffer, timeout));
        assertThat(read.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .isBetween(timeout, timeout.plusSeconds(5));
        assertThat(buffer.position()).isZero();
      }
      pair.second().write(new byte[] {1, 2, 3});
      assertThat(pair.first().readFully(3)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void zeroTakesWhatIsThere() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[5]);
      assertThat(pair.first().read(ByteBuffer.allocate(9), Duration.ZERO)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void foreverHasNoLimit(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Integer> read =
          Task.start(kind, () -> pair.first().read(ByteBuffer.allocate(1), FOREVER));
      read.awaitWaiting();
      pair.second().write(new byte[1]);
      assertThat(read.get()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void isOneDeadlineForAllOfReadFully(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().readTimeout(Duration.ofMillis(50));
      pair.second().write(new byte[4]);
      ByteBuffer buffer = ByteBuffer.allocate(10);
      Task<Void> read = Task.run(kind, () -> pair.first().readFully(buffer));
      assertThat(read.failure()).isInstanceOf(SocketTimeoutException.class);
      assertThat(buffer.position()).isEqualTo(4);
    }
  }

  @Test
  void ofAnObjectIsWhatItWasSetTo() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      LocalStream stream = pair.first();
      assertThat(stream.readTimeout()).isEmpty();
      assertThat(stream.writeTimeout()).isEmpty();
      stream.readTimeout(Duration.ofMillis(7));
      stream.writeTimeout(Duration.ofNanos(1));
      assertThat(stream.readTimeout()).contains(Duration.ofMillis(7));
      assertThat(stream.reader().readTimeout()).contains(Duration.ofMillis(7));
      assertThat(stream.writeTimeout()).contains(Duration.ofNanos(1));
      stream.readTimeout(FOREVER);
      assertThat(stream.readTimeout()).isEmpty();
    }
  }

  @Test
  void mustNotBeNegative() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced())) {
      LocalStream stream = pair.first();
      ByteBuffer buffer = ByteBuffer.allocate(1);
      assertThatThrownBy(() -> stream.read(buffer, NEGATIVE)).isInstanceOf(ILLEGAL);
      assertThatThrownBy(() -> stream.write(buffer, NEGATIVE)).isInstanceOf(ILLEGAL);
      assertThatThrownBy(() -> stream.readTimeout(NEGATIVE)).isInstanceOf(ILLEGAL);
      assertThatThrownBy(() -> stream.writeTimeout(NEGATIVE)).isInstanceOf(ILLEGAL);
      assertThatThrownBy(() -> listener.accept(NEGATIVE)).isInstanceOf(ILLEGAL);
      assertThatThrownBy(() -> LocalStream.connectOptions().timeout(NEGATIVE))
          .isInstanceOf(ILLEGAL);
    }
  }

  private static final Class<?> ILLEGAL = IllegalArgumentException.class;
}
