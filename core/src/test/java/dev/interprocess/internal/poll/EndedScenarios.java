package dev.interprocess.internal.poll;

import java.util.concurrent.locks.LockSupport;

/** Waits that end otherwise, or seem to. */
final class EndedScenarios {
  private EndedScenarios() {}

  static final class Interrupted extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "disturber",
          () -> {
            a.thread.interrupt();
            rest(0);
            b.send();
            a.thread.interrupt();
            a.send();
          });
    }
  }

  /** At the end of the leader's patience, and again when it leads the next time. */
  static final class InterruptedAgain extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 3).start();
      other(
          "disturber",
          () -> {
            LockSupport.parkNanos(this, 10_000_000);
            a.thread.interrupt();
            a.send();
            rest(0);
            a.send();
            rest(0);
            a.thread.interrupt();
            rest(0);
            a.send();
          });
    }
  }

  /** One that leads until then, and one beyond the leader's patience. */
  static final class TimedOut extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).timeout(4).start();
      Waiter b = waiter("b", 1).timeout(15).start();
      other(
          "peer",
          () -> {
            LockSupport.parkNanos(this, 4_000_000);
            b.send();
            LockSupport.parkNanos(this, 11_000_000);
            a.send();
          });
    }
  }

  static final class Closed extends LeadScenario {
    @Override
    boolean areRegistered() {
      return false;
    }

    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "closer",
          () -> {
            a.pollable.close();
            b.send();
          });
    }
  }

  /** The poller leads at first, and the second who waits takes it from it. */
  static final class ClosedAmidHandOver extends LeadScenario {
    @Override
    void threads() {
      set(TakingLead.class, "waitsByPoller", get(leadership(), "takingLead"), 62);
      Waiter b = waiter("b", 1).start();
      Waiter a = waiter("a", 1);
      other(
          "peer",
          () -> {
            b.send();
            a.start();
            Leadership.letOthersRun();
            a.pollable.close();
          });
    }
  }

  /** By somebody who has nothing to do with it. */
  static final class Unparked extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "disturber",
          () -> {
            LockSupport.unpark(a.thread);
            LockSupport.unpark(b.thread);
            b.send();
            LockSupport.unpark(a.thread);
            a.send();
          });
    }
  }
}
