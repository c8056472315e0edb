package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenHandles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Wine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children that end, or whose parent stops waiting, at any moment: no handle is left of them. */
@OnWindows
@Timeout(1200)
class ChildFaultRoundsTest {
  private static final int ROUNDS = Scale.rounds(17, 850); // of each of twelve faults
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final long LATEST = 3_000_000; // nanoseconds until the fault

  private final Random random = new Random(12);
  private Map<String, Integer> before = Map.of();

  /** What the parent waits for, which does not come by itself. */
  enum Wait {
    FOR_ITS_END {
      @Override
      void await(Child child, UnnamedPipe pipe, Duration timeout) throws IOException {
        if (child.waitFor(timeout).isEmpty()) {
          throw new SocketTimeoutException();
        }
      }
    },
    FOR_ITS_OUTPUT {
      @Override
      void await(Child child, UnnamedPipe pipe, Duration timeout) throws IOException {
        assertThat(child.output().read(ByteBuffer.allocate(1), timeout)).isEqualTo(-1);
      }
    },
    UNTIL_IT_READS {
      @Override
      void await(Child child, UnnamedPipe pipe, Duration timeout) throws IOException {
        pipe.writer().write(ByteBuffer.allocate(1), timeout);
      }
    };

    abstract void await(Child child, UnnamedPipe pipe, Duration timeout) throws IOException;
  }

  @BeforeEach
  void count() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child = start(pipe)) { // what is opened once
      Fill.up(pipe.writer());
      child.terminate(Duration.ZERO);
    }
    before = OpenHandles.count();
  }

  @AfterEach
  void nothingIsLeft() {
    OpenHandles.assertAreAgain(before);
  }

  /** One that waits for its input, and never reads the pipe that it is given. */
  private static Child start(UnnamedPipe pipe) throws IOException {
    // Under Wine the console of one that is killed before it runs stays for ever, and keeps the
    // standard error of this process open: so there it is waited for.
    Child child =
        WindowsChildren.cmd((Wine.RUNS ? "echo x& " : "") + "set /p y=")
            .give(3, pipe.reader())
            .start();
    if (Wine.RUNS) {
      assertThat(child.output().readFully(3)).asString(UTF_8).isEqualTo("x\r\n");
    }
    return child;
  }

  interface Round {
    void run(Child child, Task<Void> waiting) throws Exception;
  }

  private void rounds(Wait wait, Duration timeout, Round round) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      ThreadKind kind = i % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL;
      try (UnnamedPipe pipe = UnnamedPipe.create();
          Child child = start(pipe)) {
        if (wait == Wait.UNTIL_IT_READS) {
          Fill.up(pipe.writer());
        }
        Task<Void> waiting = Task.run(kind, () -> wait.await(child, pipe, timeout));
        LockSupport.parkNanos(random.nextLong(LATEST));
        round.run(child, waiting);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void killed(Wait wait) throws Exception {
    rounds(
        wait,
        LONG,
        (child, waiting) -> {
          child.toHandle().destroyForcibly();
          assertIsTold(wait, waiting);
          assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(1));
        });
  }

  @ParameterizedTest
  @EnumSource
  void closed(Wait wait) throws Exception {
    rounds(
        wait,
        LONG,
        (child, waiting) -> {
          child.terminate(Duration.ZERO);
          child.close();
          try {
            assertIsTold(wait, waiting);
          } catch (ClosedChannelException e) { // it had not begun, or was not told of the end yet
            assertThat(wait).isEqualTo(Wait.FOR_ITS_OUTPUT);
          }
        });
  }

  private static void assertIsTold(Wait wait, Task<Void> waiting) throws Exception {
    if (wait == Wait.UNTIL_IT_READS) {
      assertThat(waiting.failure()).hasMessageContaining("ERROR_");
    } else {
      waiting.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void timedOut(Wait wait) throws Exception {
    rounds(
        wait,
        SHORT,
        (_, waiting) ->
            assertThat(waiting.failure()).isExactlyInstanceOf(SocketTimeoutException.class));
  }

  @ParameterizedTest
  @EnumSource
  void interrupted(Wait wait) throws Exception {
    rounds(
        wait,
        LONG,
        (_, waiting) -> {
          waiting.thread().interrupt();
          assertThat(waiting.failure()).isExactlyInstanceOf(InterruptedIOException.class);
        });
  }

  @Test
  void notStarted() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try (UnnamedPipe pipe = UnnamedPipe.create()) {
        assertThatThrownBy(() -> Child.command("no-such").give(3, pipe.reader()).start())
            .isInstanceOf(NoSuchFileException.class);
        assertThat(pipe.reader().isOpen()).isTrue();
      }
    }
  }
}
