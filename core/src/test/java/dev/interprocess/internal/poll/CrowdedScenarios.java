package dev.interprocess.internal.poll;

/** As many wait, the dispatcher leads. */
final class CrowdedScenarios {
  private CrowdedScenarios() {}

  /** Until few do. */
  static final class Crowd extends LeadScenario {
    @Override
    void threads() {
      crowd(3);
      Waiter a = waiter("a", 2).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            a.send();
            b.send();
            a.send();
          });
    }
  }

  /** Waits end early there too. */
  static final class Disturbed extends LeadScenario {
    @Override
    void threads() {
      crowd(1);
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).timeout(3).start();
      Waiter c = waiter("c", 2).start();
      other(
          "disturber",
          () -> {
            b.send();
            a.thread.interrupt();
            c.send();
            c.pollable.close();
            a.send();
          });
    }
  }

  /** The dispatcher gets no carrier for long, so the lead is taken from it. */
  static final class Lost extends LostLead {
    @Override
    void threads() {
      crowd(3);
      Waiter a = waiter("a", 2).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            a.send();
            b.send();
            a.send();
          });
    }
  }
}
