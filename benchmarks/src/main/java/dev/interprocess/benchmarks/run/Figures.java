package dev.interprocess.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What one participant has reached in a row, round by round. */
final class Figures {
  private final List<Map<String, Double>> rounds = new ArrayList<>();

  void add(Map<String, Double> round) {
    rounds.add(round);
  }

  List<Double> of(String metric) {
    return rounds.stream().map(round -> Objects.requireNonNull(round.get(metric))).toList();
  }

  boolean has(String metric) {
    return rounds.getFirst().containsKey(metric);
  }

  double median(String metric) {
    return Quantiles.of(of(metric)).median();
  }

  /** Round by round, those of this one divided by those of another that were measured beside. */
  Quantiles ratios(Figures base, String metric) {
    List<Double> mine = of(metric);
    List<Double> others = base.of(metric);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      ratios.add(mine.get(i) / others.get(i));
    }
    return Quantiles.of(ratios);
  }
}
