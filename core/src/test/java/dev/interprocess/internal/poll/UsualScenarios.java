package dev.interprocess.internal.poll;

import dev.interprocess.interleaving.ModelKernel;
import dev.interprocess.internal.libc.ErrnoException;

/** Waits that end by their events. */
final class UsualScenarios {
  private UsualScenarios() {}

  /** Two threads that answer each other. */
  static final class Echo extends LeadScenario {
    @Override
    boolean areRegistered() {
      return false;
    }

    @Override
    void threads() {
      Waiter[] both = new Waiter[2];
      for (int i = 0; i < 2; i++) {
        int other = 1 - i;
        both[i] =
            add(
                new Waiter("waiter " + i, 2) {
                  @Override
                  void answer() {
                    both[other].send();
                  }
                });
      }
      both[0].send();
      both[0].start();
      both[1].start();
    }
  }

  static final class ThreeWait extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      Waiter c = waiter("c", 2).start();
      other(
          "peer",
          () -> {
            c.send();
            b.send();
            a.send();
            c.send();
          });
    }
  }

  /** Who led has gone, and somebody else comes just when the poller takes the lead. */
  static final class Vacant extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      Waiter late = waiter("late", 1);
      other(
          "peer",
          () -> {
            a.send();
            rest(3);
            late.start();
            rest(0);
            b.send();
            late.send();
          });
    }
  }

  /** Who led has gone, and so has its carrier. */
  static final class Left extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            a.send();
            rest(5);
            b.send();
          });
    }

    @Override
    public String atTheEnd() {
      boolean added = ModelKernel.carriers() != ModelKernel.USERS_CARRIERS;
      return super.atTheEnd() + (added ? "the carrier is still there" : "");
    }
  }

  /** One waits for room, one for input, of the same descriptor. */
  static final class Room extends LeadScenario {
    @Override
    boolean areRegistered() {
      return false;
    }

    @Override
    void threads() {
      Waiter reader = waiter("reader", 1).start();
      Waiter writer = add(new Waiter("writer", 2, reader)).start();
      other(
          "peer",
          () -> {
            writer.send();
            reader.send();
            writer.send();
          });
    }
  }

  /** Operations that no thread waits for, beside one that waits. */
  static final class Continued extends LeadScenario {
    private boolean resumed;
    private boolean executed;

    @Override
    void threads() {
      Waiter operation = new Waiter("operation", 0);
      Waiter a = waiter("a", 1).start();
      other(
          "starter",
          () -> {
            try {
              if (!operation.pollable.await(Direction.INPUT, () -> resumed = true)) {
                resumed = true;
              }
            } catch (ErrnoException e) {
              throw new IllegalStateException(e);
            }
            a.send();
          });
      other("peer", operation::send);
      other("executor", () -> Pollers.near(operation.fd).execute(() -> executed = true));
    }

    @Override
    public String atTheEnd() {
      return super.atTheEnd()
          + (resumed ? "" : "the operation does not go on; ")
          + (executed ? "" : "what was handed over does not go on; ");
    }
  }

  /** Who looks again before it sleeps. */
  static final class Spin extends LeadScenario {
    @Override
    void threads() {
      Waiter a = waiter("a", 2).start();
      Waiter b = waiter("b", 1).start();
      a.pollable.waitMode(WaitMode.ADAPTIVE);
      b.pollable.waitMode(WaitMode.ADAPTIVE);
      other(
          "peer",
          () -> {
            b.send();
            a.send();
            a.thread.interrupt();
            a.send();
          });
    }
  }
}
