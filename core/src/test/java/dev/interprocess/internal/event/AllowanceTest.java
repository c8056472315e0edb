package dev.interprocess.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed how often. */
class AllowanceTest {
  private static final int AT_ONCE = 10;
  private static final long INTERVAL = 1_000;

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 5_000, Long.MIN_VALUE}) // nanoTime may be any number
  void soManyAtOnceThenOneByOne(long now) {
    Allowance allowance = new Allowance(AT_ONCE, INTERVAL, now);
    assertThat(taken(allowance, now)).isEqualTo(AT_ONCE);
    assertThat(allowance.take(now + INTERVAL - 1)).isFalse();
    assertThat(taken(allowance, now + INTERVAL)).isEqualTo(1);
    assertThat(taken(allowance, now + 3 * INTERVAL)).isEqualTo(2);
  }

  @Test
  void aLongPauseGivesNoMoreThanThat() {
    Allowance allowance = new Allowance(AT_ONCE, INTERVAL, 0);
    assertThat(taken(allowance, 0)).isEqualTo(AT_ONCE);
    assertThat(taken(allowance, 1_000 * INTERVAL)).isEqualTo(AT_ONCE);
  }

  private static int taken(Allowance allowance, long now) {
    int count = 0;
    while (allowance.take(now)) {
      count++;
    }
    return count;
  }
}
