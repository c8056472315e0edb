package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EPOLLET;
import static dev.interprocess.internal.abi.Linux.EPOLLIN;

import dev.interprocess.interleaving.ModelKernel;
import dev.interprocess.internal.libc.ErrnoException;
import java.util.concurrent.TimeUnit;

/** Leaders that fail or don't come back. */
final class LostLeadScenarios {
  private LostLeadScenarios() {}

  /** A descriptor, to tell of which fails so many times after an event. */
  private static final class Faulty {
    private final int fd = ModelKernel.socket();
    private int failures;

    Faulty(Epoll epoll) throws ErrnoException {
      epoll.add(
          fd,
          EPOLLIN | EPOLLET,
          _ -> {
            if (failures-- > 0) {
              throw new OutOfMemoryError("a test's");
            }
          });
    }

    void fail(int times) {
      failures = times;
      ModelKernel.deliver(fd, ModelKernel.INPUT);
    }
  }

  /** With others' events in hand; and again when all is told. */
  static final class Failing extends LeadScenario {
    @Override
    long latest() {
      return super.latest() + TimeUnit.MILLISECONDS.toNanos(Leadership.LOOK_MILLIS);
    }

    @Override
    void threads() throws ErrnoException {
      Faulty faulty = new Faulty(leadership().epoll());
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            faulty.fail(2);
            a.send();
            b.send();
          });
    }
  }

  /** The poller does, of what it polls for others than virtual threads. */
  static final class FailingPoller extends LeadScenario {
    private boolean resumed;

    @Override
    void threads() throws ErrnoException {
      Faulty faulty = new Faulty(Pollers.start().epoll());
      Waiter operation = new Waiter("operation", 0);
      Waiter a = waiter("a", 1).start();
      resumed = !operation.pollable.await(Direction.INPUT, () -> resumed = true);
      other(
          "peer",
          () -> {
            faulty.fail(2);
            operation.send();
            a.send();
          });
    }

    @Override
    public String atTheEnd() {
      return super.atTheEnd() + (resumed ? "" : "the operation does not go on; ");
    }
  }

  static final class Lost extends LostLead {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            a.send();
            b.send();
          });
    }
  }

  /** The next leads already, and is disturbed, when the one that was lost polls once more. */
  static final class LostAndFound extends LostLead {
    @Override
    void threads() {
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 4).start();
      other(
          "peer",
          () -> {
            rest(STALL_MILLIS - 2);
            for (int i = 0; i < 3; i++) {
              b.send();
              Leadership.letOthersRun();
            }
            rest(3);
            b.thread.interrupt();
            rest(0);
            b.send();
            a.send();
          });
    }
  }

  /** It fails with events in its hands, when the poller leads already. */
  static final class LostAndFailing extends LostLead {
    @Override
    void threads() throws ErrnoException {
      Faulty faulty = new Faulty(leadership().epoll());
      Waiter a = waiter("a", 1).start();
      Waiter b = waiter("b", 1).start();
      other(
          "peer",
          () -> {
            rest(STALL_MILLIS);
            faulty.fail(1);
            b.send();
            rest(STALL_MILLIS);
            a.send();
          });
    }
  }
}
