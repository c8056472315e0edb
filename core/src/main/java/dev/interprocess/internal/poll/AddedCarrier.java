package dev.interprocess.internal.poll;

import static dev.interprocess.internal.event.Log.LOGGER;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The one carrier that the library adds to those of the virtual threads, so that none is missing
 * while one of them waits in the kernel; where many wait it is withdrawn, as nobody does then.
 * Where that can't be done, as the module {@code jdk.management} is not there or the scheduler may
 * not grow, nobody waits there.
 */
final class AddedCarrier {
  private volatile @Nullable Scheduler scheduler;
  private volatile boolean asked;

  /**
   * Whether it is there, if need be again. The first call only asks for it, which takes long: in
   * the background.
   */
  boolean isThere() {
    Scheduler seen = scheduler;
    if (seen != null) {
      return seen.isLarger() || seen.enlarge() || giveUp();
    }
    if (!asked) {
      ask();
    }
    return false;
  }

  /** Whether it is there, without asking for it. */
  boolean wasAdded() {
    Scheduler seen = scheduler;
    return seen != null && seen.isLarger();
  }

  /** Until the next who asks whether it is there: it would only disturb the others. */
  void withdraw() {
    Scheduler seen = scheduler;
    if (seen != null) {
      seen.reduce();
    }
  }

  /** The user has chosen another number of carriers since, and his word holds. */
  private boolean giveUp() {
    LOGGER.log(Level.DEBUG, "the parallelism of virtual threads was changed");
    scheduler = null;
    return false;
  }

  private synchronized void ask() {
    if (!asked) {
      asked = true;
      if (ModuleLayer.boot().findModule("jdk.management").isPresent()) {
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("interprocess-carrier")
            .start(this::add);
      }
    }
  }

  private void add() {
    try {
      scheduler = new Scheduler();
    } catch (RuntimeException | LinkageError e) {
      LOGGER.log(Level.DEBUG, "no carrier can be added: virtual threads wait by the poller", e);
    }
  }

  /** All that needs the module. */
  private static final class Scheduler {
    private final VirtualThreadSchedulerMXBean bean =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private final int users = bean.getParallelism();
    private volatile boolean enlarged;

    Scheduler() {
      enlarge();
    }

    boolean isLarger() {
      return enlarged && bean.getParallelism() == users + 1;
    }

    /** False if the user has changed it. */
    synchronized boolean enlarge() {
      if (!enlarged && bean.getParallelism() == users) {
        bean.setParallelism(users + 1);
        enlarged = true;
      }
      return isLarger();
    }

    synchronized void reduce() {
      if (isLarger()) {
        enlarged = false;
        bean.setParallelism(users);
      }
    }
  }
}
