package dev.interprocess.internal.poll;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** It waits for room, and no thread for input. */
  static final class ForRoom extends LeadScenario {
    private MovingScenarios.@Nullable Taking input;

    @Override
    void threads() {
      Waiter writer = alone(add(new Waiter("a", 2, waiter("reader", 0))));
      MovingScenarios.Taking reader =
          new MovingScenarios.Taking(writer.pollable, Direction.INPUT, 1);
      input = reader;
      other("reader", reader::begin);
      other(
          "peer",
          () -> {
            writer.send();
            reader.send();
            writer.send();
          });
    }

    @Override
    public String atTheEnd() {
      return super.atTheEnd() + Objects.requireNonNull(input).untold();
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
