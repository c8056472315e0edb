package dev.interprocess.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The middle of several values, and of its halves. */
class QuantilesTest {
  @Test
  void liesBetweenValuesInProportion() {
    assertThat(Quantiles.of(List.of(4.0, 1.0, 3.0, 2.0, 5.0))).isEqualTo(new Quantiles(2, 3, 4));
    assertThat(Quantiles.of(List.of(1.0, 2.0))).isEqualTo(new Quantiles(1.25, 1.5, 1.75));
    assertThat(Quantiles.of(List.of(7.0))).isEqualTo(new Quantiles(7, 7, 7));
  }
}
