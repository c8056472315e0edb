package dev.interprocess.internal.poll;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.internal.libc.ErrnoException;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread of the library's that leads where many wait. It asks for events without a wait,
 * unparks all those to whom they came, and lets them run on its own carrier before it asks again:
 * so one call serves many, and no carrier is woken for one of them. Once nothing comes it hands the
 * lead to the poller, and parks.
 */
final class Dispatcher {
  private final Leadership leadership;
  private final EventBuffer buffer = new EventBuffer();
  private final Thread thread =
      Thread.ofVirtual()
          .inheritInheritableThreadLocals(false)
          .name("interprocess-dispatcher")
          .unstarted(this::run);

  Dispatcher(Leadership leadership) {
    this.leadership = leadership;
  }

  /** It has been given the lead. */
  void lead() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (true) {
      try {
        if (leadership.isLedBy(this)) {
          tellAll();
        } else {
          LockSupport.park(this);
        }
      } catch (Throwable t) { // OutOfMemoryError, say
        LOGGER.log(Level.ERROR, "dispatcher goes on", t);
      }
    }
  }

  private void tellAll() throws ErrnoException {
    while (leadership.isLedBy(this)
        && leadership.isCrowded()
        && leadership.tell(this, buffer) > 0) {
      Leadership.letOthersRun();
    }
    leadership.endBurst(this);
  }
}
