package dev.interprocess.benchmarks.run;

/**
 * How a row is measured.
 *
 * @param warmUps rounds that do not count, one after the other
 * @param rounds rounds of each participant, in turn
 * @param milliseconds how long each is
 */
record Plan(int warmUps, int rounds, int milliseconds) {
  static Plan of(Row row, boolean quick) {
    return switch (row.work()) {
      // Each of their rounds starts a process of its own.
      case IDLE -> new Plan(0, quick ? 1 : 5, 0);
      case FIRST, FIRST_CACHED -> new Plan(2, quick ? 7 : 25, 0);
      // Processor time is told in steps of 10 ms.
      case LOAD, FLOOD, RELAY -> plan(quick, 1000);
      // Much more code is run than in the others, and seldom.
      case CONNECT -> new Plan(quick ? 25 : 75, quick ? 7 : 15, 200);
      default -> plan(quick, 200);
    };
  }

  Plan withRounds(int other) {
    return new Plan(Math.min(warmUps, 25), other, milliseconds);
  }

  private static Plan plan(boolean quick, int milliseconds) {
    return quick ? new Plan(10, 7, milliseconds) : new Plan(25, 15, milliseconds);
  }
}
