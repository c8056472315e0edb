package dev.interprocess.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many who wait by turns are told from few. */
class CompanyTest {
  private static final int TURNS = 50;

  @Test
  void twentyAreManyAndThreeAreFew() throws Exception {
    assertThat(isSmallAfterTurnsOf(20)).isFalse();
    assertThat(isSmallAfterTurnsOf(3)).isTrue();
    assertThat(isSmallAfterTurnsOf(20)).isFalse();
    assertThat(isSmallAfterTurnsOf(1)).isTrue();
  }

  private static boolean isSmallAfterTurnsOf(int threads) throws Exception {
    List<ExecutorService> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(Executors.newSingleThreadExecutor());
    }
    boolean small = false;
    for (int i = 0; i < TURNS; i++) {
      for (ExecutorService each : all) {
        small = each.submit(Company::isSmall).get();
      }
    }
    all.forEach(ExecutorService::close);
    return small;
  }
}
