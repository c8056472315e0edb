package dev.interprocess.interleaving;

import java.util.Arrays;

/**
 * Where a run departs from the plain schedule: at which decision, and to which of those that could
 * go on instead.
 */
final class Schedule {
  static final Schedule PLAIN = new Schedule(new int[0], new int[0]);

  private final int[] decisions;
  private final int[] options;

  private Schedule(int[] decisions, int[] options) {
    this.decisions = decisions;
    this.options = options;
  }

  Schedule and(int decision, int option) {
    int[] more = Arrays.copyOf(decisions, decisions.length + 1);
    int[] otherwise = Arrays.copyOf(options, options.length + 1);
    more[decisions.length] = decision;
    otherwise[options.length] = option;
    return new Schedule(more, otherwise);
  }

  int departures() {
    return decisions.length;
  }

  /** After the last departure. */
  int rest() {
    return decisions.length == 0 ? 0 : decisions[decisions.length - 1] + 1;
  }

  /** Which option, 0 for the plain one. */
  int at(int decision) {
    int index = Arrays.binarySearch(decisions, decision);
    return index < 0 ? 0 : options[index];
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("plain");
    for (int i = 0; i < decisions.length; i++) {
      text.append(", at ").append(decisions[i]).append(" the other ").append(options[i]);
    }
    return text.toString();
  }
}
