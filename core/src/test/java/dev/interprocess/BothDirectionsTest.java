package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class BothDirectionsTest {
  private static final int SIZE = 8 << 20;

  /** All four buffers are full again and again; who wrote before he read would deadlock. */
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void atOnceUnderPressureDoNotDeadlock(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      List<Task<?>> tasks = new ArrayList<>();
      for (LocalStream stream : List.of(pair.first(), pair.second())) {
        tasks.add(Task.run(kind, () -> stream.writer().write(new byte[SIZE])));
        tasks.add(Task.start(kind, () -> stream.reader().readFully(SIZE)));
      }
      for (Task<?> task : tasks) {
        task.get();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void throughAnEchoComeBackAsTheyWere(ThreadKind kind) throws Exception {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Long> echo = Task.start(kind, () -> pair.second().transferTo(pair.second()));
      Task<Void> write =
          Task.run(
              kind,
              () -> {
                for (int from = 0, step = 1; from < SIZE; from += step, step = step * 3 % 99_991) {
                  pair.first().write(bytes, from, Math.min(step, SIZE - from));
                }
                pair.first().shutdownOutput();
              });
      assertThat(pair.first().readFully(SIZE)).isEqualTo(bytes);
      write.get();
      assertThat(echo.get()).isEqualTo(SIZE);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void writersBytesNeverMix(ThreadKind kind) throws Exception {
    int writers = 8;
    int rounds = 20;
    int piece = 300_001; // more than a socket's buffer: each write is cut
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        byte[] bytes = new byte[piece];
        Arrays.fill(bytes, (byte) i);
        tasks.add(
            Task.run(
                kind,
                () -> {
                  for (int round = 0; round < rounds; round++) {
                    pair.first().write(bytes);
                  }
                }));
      }
      int[] seen = new int[writers];
      for (int i = 0; i < writers * rounds; i++) {
        byte[] bytes = pair.second().readFully(piece);
        byte[] expected = new byte[piece];
        Arrays.fill(expected, bytes[0]);
        assertThat(Arrays.equals(bytes, expected)).as("one writer's bytes only").isTrue();
        seen[bytes[0]]++;
      }
      assertThat(seen).containsOnly(rounds);
      for (Task<?> task : tasks) {
        task.get();
      }
    }
  }
}
