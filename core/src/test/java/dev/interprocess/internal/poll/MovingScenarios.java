package dev.interprocess.internal.poll;

import dev.interprocess.interleaving.ModelKernel;
import dev.interprocess.internal.libc.ErrnoException;
import java.util.ArrayList;
import java.util.List;

/** Another poller comes, to which a descriptor goes over that an operation waits for. */
final class MovingScenarios {
  private MovingScenarios() {}

  /** An operation that takes so much, and tries again where another poller may be at it. */
  static final class Taking implements Continuation {
    final Pollable pollable;
    private final Direction direction;
    private final int event;
    private int left;
    private boolean closed;

    Taking(Pollable pollable, Direction direction, int times) {
      this.pollable = pollable;
      this.direction = direction;
      this.event = direction == Direction.INPUT ? ModelKernel.INPUT : ModelKernel.OUTPUT;
      this.left = times;
    }

    synchronized void begin() {
      try {
        while (left > 0 && !closed) {
          if (ModelKernel.take(pollable.fd(), event)) {
            left--;
          } else if (pollable.await(direction, this)) {
            return;
          } else {
            closed = pollable.isClosed();
          }
        }
      } catch (ErrnoException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public synchronized void resume() {
      pollable.leave(direction);
      begin();
    }

    void send() {
      ModelKernel.deliver(pollable.fd(), event);
    }

    String untold() {
      return left > 0 && !closed ? direction + " has not been told; " : "";
    }

    String atTheEnd() {
      long watchers = ModelKernel.watchers(pollable.fd());
      return untold() + (watchers == (pollable.isClosed() ? 0 : 1) ? "" : watchers + " watch; ");
    }
  }

  abstract static class Moving extends LeadScenario {
    private final List<Taking> all = new ArrayList<>();

    /** One that belongs to another poller as soon as there are two. */
    static Pollable mover() {
      int fd;
      do {
        fd = ModelKernel.socket();
      } while (Pollers.index(fd, 2) == 0);
      return new Pollable(fd);
    }

    Taking taking(Pollable mover, Direction direction, int times) {
      Taking made = new Taking(mover, direction, times);
      all.add(made);
      return made;
    }

    static void addPoller() {
      try {
        Pollers.add();
      } catch (ErrnoException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String atTheEnd() {
      StringBuilder wrong = new StringBuilder(super.atTheEnd());
      for (Taking each : all) {
        wrong.append(each.atTheEnd());
      }
      return wrong.toString();
    }
  }

  static final class Moved extends Moving {
    @Override
    void threads() {
      Pollable mover = mover();
      Taking input = taking(mover, Direction.INPUT, 2);
      Taking output = taking(mover, Direction.OUTPUT, 1);
      input.begin();
      other("adder", Moving::addPoller);
      other(
          "peer",
          () -> {
            input.send();
            output.send();
            input.send();
          });
      other("writer", output::begin);
    }
  }

  static final class MovedBack extends Moving {
    @Override
    void threads() {
      Taking input = taking(mover(), Direction.INPUT, 2);
      input.begin();
      other(
          "adder",
          () -> {
            addPoller();
            Pollers.removeOne();
          });
      other(
          "peer",
          () -> {
            input.send();
            input.send();
          });
    }
  }

  static final class MovedAndClosed extends Moving {
    @Override
    void threads() {
      Pollable mover = mover();
      Taking input = taking(mover, Direction.INPUT, 2);
      input.begin();
      other("adder", Moving::addPoller);
      other("peer", input::send);
      other("closer", mover::close);
    }
  }
}
