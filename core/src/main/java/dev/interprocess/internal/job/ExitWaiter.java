package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.MAXIMUM_WAIT_OBJECTS;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.win32.SynchApi;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits for processes, and for an event that tells it of one more. */
final class ExitWaiter {
  private static final int INFINITE = -1;
  private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

  private final long more;

  // Guarded by this; the thread has its own copy of the handles while it waits.
  private final List<Watched> watched = new ArrayList<>();

  private record Watched(long process, Runnable ended) {}

  private ExitWaiter(long more) {
    this.more = more;
  }

  static ExitWaiter start() throws WindowsException {
    long event =
        WindowsException.checkHandle(
            "start", SynchApi.createEvent(NULL, /* manualReset= */ 0, /* signalled= */ 0, NULL));
    ExitWaiter waiter = new ExitWaiter(event);
    Thread.ofPlatform().daemon().name("interprocess-exits").start(waiter::run);
    return waiter;
  }

  /** Waits for one more; false if there is no room. */
  synchronized boolean add(long process, Runnable ended) throws WindowsException {
    if (watched.size() + 1 >= MAXIMUM_WAIT_OBJECTS) {
      return false;
    }
    WindowsException.check("start", SynchApi.setEvent(more));
    watched.add(new Watched(process, ended));
    return true;
  }

  private void run() {
    MemorySegment handles = Arena.ofAuto().allocate(JAVA_LONG, MAXIMUM_WAIT_OBJECTS);
    handles.setAtIndex(JAVA_LONG, 0, more);
    while (true) {
      List<Watched> now = copy();
      for (int i = 0; i < now.size(); i++) {
        handles.setAtIndex(JAVA_LONG, i + 1L, now.get(i).process);
      }
      int signalled = SynchApi.waitForMultipleObjects(now.size() + 1, handles, 0, INFINITE);
      if (signalled > 0) {
        end(now.get(signalled - 1));
      } else if (signalled < 0) { // memory has run out, perhaps
        LockSupport.parkNanos(RETRY);
      }
    }
  }

  private synchronized List<Watched> copy() {
    return List.copyOf(watched);
  }

  private void end(Watched process) {
    synchronized (this) {
      watched.remove(process);
    }
    Thread.ofVirtual().name("end of a child").start(process.ended);
  }
}
