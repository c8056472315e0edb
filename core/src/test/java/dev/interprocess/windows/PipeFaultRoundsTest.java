package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenHandles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waits that end early, again and again, at any moment: nothing is left of them. */
@OnWindows
@Timeout(300)
class PipeFaultRoundsTest {
  private static final int ROUNDS = Scale.rounds(150, 10_000);
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final long LATEST = 200_000; // nanoseconds until the fault

  private final Random random = new Random(11);

  /** What waits for something that does not come. */
  interface Call {
    void run(Duration timeout) throws Exception;
  }

  record Rig(Channel channel, Call call, AutoCloseable rest) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      channel.close();
      rest.close();
    }
  }

  enum Operation {
    ACCEPT,
    READ,
    WRITE,
    RECEIVE,
    CONNECT;

    Rig open() throws IOException {
      return switch (this) {
        case ACCEPT -> {
          LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(PipeTests.address());
          yield new Rig(listener, timeout -> listener.accept(timeout).close(), () -> {});
        }
        case READ -> {
          SocketPair<NamedPipeStream> pair = NamedPipeStream.pair();
          yield new Rig(
              pair.first(),
              timeout -> pair.first().read(ByteBuffer.allocate(1), timeout),
              pair.second());
        }
        case WRITE -> {
          SocketPair<NamedPipeStream> pair = NamedPipeStream.pair();
          Fill.up(pair.first());
          yield new Rig(
              pair.first(),
              timeout -> pair.first().write(ByteBuffer.allocate(1), timeout),
              pair.second());
        }
        case RECEIVE -> {
          SocketPair<NamedPipeMessages> pair = NamedPipeMessages.pair();
          yield new Rig(
              pair.first(),
              timeout -> pair.first().receive(ByteBuffer.allocate(1), timeout),
              pair.second());
        }
        case CONNECT -> {
          NamedPipeAddress address = PipeTests.address();
          LocalListener<NamedPipeStream> listener =
              NamedPipeStream.listenOptions()
                  .option(NamedPipeOptions.MAX_INSTANCES, 1)
                  .listen(address);
          NamedPipeStream only = NamedPipeStream.connect(address);
          yield new Rig(
              listener,
              timeout -> NamedPipeStream.connectOptions().timeout(timeout).connect(address).close(),
              only);
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void interrupted(Operation operation) throws Exception {
    try (Rig rig = operation.open()) {
      Map<String, Integer> before = OpenHandles.count();
      for (int i = 0; i < ROUNDS; i++) {
        Task<Void> task = Task.run(kind(i), () -> rig.call().run(LONG));
        pause();
        task.thread().interrupt();
        assertThat(task.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      }
      OpenHandles.assertAreAgain(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void timedOut(Operation operation) throws Exception {
    try (Rig rig = operation.open()) {
      Map<String, Integer> before = OpenHandles.count();
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(Task.run(kind(i), () -> rig.call().run(SHORT)).failure())
            .isExactlyInstanceOf(SocketTimeoutException.class);
      }
      OpenHandles.assertAreAgain(before);
    }
  }

  /** A connect has no channel that could be closed. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECT")
  void closed(Operation operation) throws Exception {
    Map<String, Integer> before = OpenHandles.count();
    for (int i = 0; i < ROUNDS; i++) {
      try (Rig rig = operation.open()) {
        Task<Void> task = Task.run(kind(i), () -> rig.call().run(LONG));
        pause();
        rig.channel().close();
        assertThat(task.failure().getClass())
            .isIn(List.of(AsynchronousCloseException.class, ClosedChannelException.class));
      }
    }
    OpenHandles.assertAreAgain(before);
  }

  private static ThreadKind kind(int round) {
    return round % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL;
  }

  private void pause() {
    LockSupport.parkNanos(random.nextLong(LATEST));
  }
}
