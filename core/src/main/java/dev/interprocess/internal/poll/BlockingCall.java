package dev.interprocess.internal.poll;

import dev.interprocess.internal.libc.SysSyscall;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread inside a system call that waits in the kernel by itself, which is one call
 * where to try, to sleep in {@code ppoll} and to try again are three. A signal ends it.
 */
public class BlockingCall implements Sleeper {
  private static final ThreadLocal<BlockingCall> OF_THREAD =
      ThreadLocal.withInitial(
          () -> new BlockingCall(WakeUpSignal.wakesThisThread(), SysSyscall.gettid()));

  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

  private final boolean possible;
  private volatile int thread;
  private Interruption interruption = new Interruption(this::wake);

  // Odd while inside; for others to see, which the thread alone changes.
  private volatile int calls;
  private int begunOrEnded;

  /**
   * @param possible whether signals wake the thread
   * @param thread that they go to
   */
  BlockingCall(boolean possible, int thread) {
    this.possible = possible;
    this.thread = thread;
  }

  /** That of the current thread, null if it could not be woken. */
  static @Nullable BlockingCall ofThisThread() {
    BlockingCall call = OF_THREAD.get();
    return call.possible ? call : null;
  }

  /**
   * From here on a {@link #wake} ends it, and so does an interrupt.
   *
   * @return false if nothing would; it is to be ended as well
   */
  public boolean begin() {
    interruption.start();
    boolean wakes = isIn(thread);
    calls = ++begunOrEnded;
    return wakes;
  }

  /** Whether it is this thread that signals go to. */
  boolean isIn(int signalled) {
    return true;
  }

  /** From now on signals go to this one. */
  void signalTo(int other) {
    thread = other;
  }

  /** Instead of beginning. */
  public void giveBack() {}

  public void end() {
    calls = ++begunOrEnded; // first: who interrupts waits for it, and holds what stop needs
    interruption = interruption.stop();
  }

  /** Returns when the thread has left the call: one signal may come just before it enters it. */
  @Override
  public void wake() {
    int call = calls;
    boolean inside = (call & 1) != 0;
    while (inside && calls == call) {
      WakeUpSignal.send(thread);
      LockSupport.parkNanos(PAUSE);
    }
  }
}
