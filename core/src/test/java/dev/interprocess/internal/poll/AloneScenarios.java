package dev.interprocess.internal.poll;

/** One that waits in calls of its own, as it has been alone. */
final class AloneScenarios {
  private AloneScenarios() {}

  /** Others come, and it is alone no longer. */
  static final class Joined extends LeadScenario {
    @Override
    void threads() {
      Waiter a = alone("a", 3);
      Waiter b = waiter("b", 2);
      other(
          "peer",
          () -> {
            a.send();
            b.start();
            b.send();
            a.send();
            b.send();
            a.send();
          });
    }
  }

  /** Nothing comes for so long that it gives the carrier back. */
  static final class Idle extends LeadScenario {
    @Override
    void threads() {
      Waiter a = alone("a", 2);
      other(
          "peer",
          () -> {
            a.send();
            rest(2 * Leadership.PATIENCE_MILLIS + 2 * Leadership.LOOK_MILLIS);
            a.send();
          });
    }
  }

  static final class Interrupted extends LeadScenario {
    @Override
    void threads() {
      Waiter a = alone("a", 2);
      other("interrupter", () -> a.thread.interrupt());
      other(
          "peer",
          () -> {
            a.send();
            rest(5);
            a.send();
          });
    }
  }

  static final class Closed extends LeadScenario {
    @Override
    void threads() {
      Waiter a = alone("a", 2);
      other("peer", a::send);
      other("closer", a.pollable::close);
    }
  }

  /** Another waits for the other direction. */
  static final class Room extends LeadScenario {
    @Override
    void threads() {
      Waiter a = alone("a", 2);
      Waiter writer = add(new Waiter("writer", 1, a)).start();
      other(
          "peer",
          () -> {
            a.send();
            writer.send();
            a.send();
          });
    }
  }
}
