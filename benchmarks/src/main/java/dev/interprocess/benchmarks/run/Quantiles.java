package dev.interprocess.benchmarks.run;

import java.util.List;

/** The middle of several values, and between what the middle half of them lies. */
record Quantiles(double lower, double median, double upper) {
  static Quantiles of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Quantiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /** Between two values, in proportion. */
  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
