package dev.interprocess.internal.poll;

/** One that waits in calls of its own, as it has been alone. */
final class AloneScenarios {
  private AloneScenarios() {}

  /** Others come, and it is alone no longer. */
  static final class Joined extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 3);
      Waiter b = waiter("b", 2);
      alone(a);
      a.start();
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
      Waiter a = waiter("a", 2);
      alone(a);
      a.start();
      other(
          "peer",
          () -> {
            a.send();
            rest(2 * 10 + 2 * Leadership.LOOK_MILLIS);
            a.send();
          });
    }
  }

  static final class Interrupted extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 2);
      alone(a);
      a.start();
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
      Waiter a = waiter("a", 2);
      alone(a);
      a.start();
      other("peer", a::send);
      other("closer", a.pollable::close);
    }
  }

  /** Another waits for the other direction. */
  static final class Room extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 2);
      Waiter writer = new Waiter("writer", 1, a);
      alone(a);
      a.start();
      add(writer).start();
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
