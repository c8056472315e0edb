package dev.interprocess.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who wait by turns are told from few, whether they look before they sleep or not. */
@Timeout(60)
class CompanyTest {
  private static final int ROUNDS = 500;

  @Test
  void twentyAreManyAndThreeAreFew() throws Exception {
    assertThat(isSmallWhenPassedRoundBy(20)).isFalse();
    assertThat(isSmallWhenPassedRoundBy(3)).isTrue();
    assertThat(isSmallWhenPassedRoundBy(20)).isFalse();
    assertThat(isSmallWhenPassedRoundBy(2)).isTrue();
  }

  /** Each thread waits for a byte from the one before it. */
  private static boolean isSmallWhenPassedRoundBy(int threads) throws Exception {
    List<SocketPair<LocalStream>> ring = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      ring.add(LocalStream.pair());
    }
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        LocalStream input = ring.get(i).second();
        LocalStream output = ring.get((i + 1) % threads).first();
        all.add(
            executor.submit(
                () -> {
                  ByteBuffer token = ByteBuffer.allocateDirect(1);
                  for (int round = 0; round < ROUNDS; round++) {
                    input.read(token.clear());
                    output.write(token.flip());
                  }
                  return null;
                }));
      }
      ring.getFirst().first().write(new byte[1]);
      for (Future<?> each : all) {
        each.get();
      }
      return Company.isSmall();
    } finally {
      ring.forEach(SocketPair::close);
    }
  }
}
