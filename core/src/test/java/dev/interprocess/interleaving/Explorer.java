package dev.interprocess.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries all schedules of a scenario that depart from the plain one up to so many times, and then
 * some at random that depart more often.
 */
final class Explorer {
  private static final int LEARNING = 100;
  private static final int OFTEN = 20; // a departure at every so manieth decision, at random

  private final Supplier<Scenario> scenario;
  private final Meeting meeting = new Meeting();
  private long runs;
  private @Nullable String failure;

  /** What came of it. */
  record Result(long runs, @Nullable String failure) {}

  private Explorer(Supplier<Scenario> scenario) {
    this.scenario = scenario;
  }

  /** On a virtual thread, on whose carrier all of it goes on. */
  static Result explore(Supplier<Scenario> scenario, int departures, int atRandom) {
    Explorer explorer = new Explorer(scenario);
    Random random = new Random(1);
    explorer.random(random, LEARNING);
    do {
      explorer.meeting.hasGrown();
      explorer.search(Schedule.PLAIN, departures);
    } while (explorer.failure == null && explorer.meeting.hasGrown());
    explorer.random(random, atRandom);
    return new Result(explorer.runs, explorer.failure);
  }

  private void search(Schedule schedule, int departures) {
    int[] options = run(schedule);
    if (departures > 0) {
      for (int i = schedule.rest(); i < options.length && failure == null; i++) {
        for (int option = 1; option < options[i] && failure == null; option++) {
          search(schedule.and(i, option), departures - 1);
        }
      }
    }
  }

  /** Returns how many options each of its decisions had. */
  private int[] run(Schedule schedule) {
    Following following = new Following(schedule);
    String wrong = new Run(scenario.get(), following, meeting, false).go();
    runs++;
    if (wrong != null) {
      Run again = new Run(scenario.get(), new Following(schedule), meeting, true);
      report(wrong, again.go(), again.log(), schedule.toString());
    }
    return following.options();
  }

  private void random(Random random, int times) {
    for (int i = 0; i < times && failure == null; i++) {
      long seed = random.nextLong();
      runs++;
      String wrong = new Run(scenario.get(), new Guessing(seed), meeting, false).go();
      if (wrong != null) {
        Run again = new Run(scenario.get(), new Guessing(seed), meeting, true);
        report(wrong, again.go(), again.log(), "seed " + seed);
      }
    }
  }

  private void report(String wrong, @Nullable String again, List<String> log, String schedule) {
    failure =
        (wrong.equals(again) ? wrong : wrong + "\n  another way the second time")
            + "\n  after "
            + runs
            + " runs, "
            + schedule
            + ":\n    "
            + String.join("\n    ", log);
  }

  private static final class Following implements Run.Decider {
    private final Schedule schedule;
    private final List<Integer> options = new ArrayList<>();

    Following(Schedule schedule) {
      this.schedule = schedule;
    }

    @Override
    public int choose(int count) {
      int chosen = schedule.at(options.size());
      options.add(count);
      return Math.min(chosen, count - 1);
    }

    int[] options() {
      return options.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private static final class Guessing implements Run.Decider {
    private final Random random;

    Guessing(long seed) {
      random = new Random(seed);
    }

    @Override
    public int choose(int count) {
      return random.nextInt(OFTEN) == 0 ? random.nextInt(count) : 0;
    }
  }
}
