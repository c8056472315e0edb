package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Waiting;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnWindowsToo
class TimeoutAmidEveryWaitTest {
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  @ParameterizedTest
  @MethodSource("dev.interprocess.CloseAmidEveryWaitTest#waitsAndThreads")
  void endsTheWaitAndLeavesTheChannelUsable(Waiting.Kind kind, ThreadKind thread) throws Exception {
    try (Waiting waiting = kind.open()) {
      for (int round = 0; round < 3; round++) {
        Task<Void> task;
        if (waiting.channel() instanceof LocalListener<?> listener) {
          task = Task.run(thread, () -> listener.accept(SHORT).close());
        } else {
          setTimeout(waiting.channel(), SHORT);
          task = Task.run(thread, waiting.call());
        }
        assertThat(task.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
      }
      setTimeout(waiting.channel(), FOREVER);
      Task<Void> next = Task.run(thread, waiting.call()).awaitWaiting();
      waiting.release().run();
      next.get();
    }
  }

  private static void setTimeout(Channel channel, Duration timeout) {
    if (channel instanceof ByteReader reader) {
      reader.readTimeout(timeout);
    }
    if (channel instanceof ByteWriter writer) {
      writer.writeTimeout(timeout);
    }
  }
}
