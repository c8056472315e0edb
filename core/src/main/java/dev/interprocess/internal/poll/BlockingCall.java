package dev.interprocess.internal.poll;

import dev.interprocess.internal.libc.SysSyscall;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread inside a system call that waits in the kernel by itself, which is one call
 * where to try, to sleep in {@code ppoll} and to try again are three. A signal ends it.
 */
public final class BlockingCall implements Sleeper {
  private static final ThreadLocal<BlockingCall> OF_THREAD =
      ThreadLocal.withInitial(BlockingCall::new);

  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

  private final boolean possible = WakeUpSignal.wakesThisThread();
  private final int thread = SysSyscall.gettid();
  private Interruption interruption = new Interruption(this::wake);

  // Odd while inside; for others to see, which the thread alone changes.
  private volatile int calls;
  private int begunOrEnded;

  private BlockingCall() {}

  /** That of the current thread, null if it could not be woken. */
  static @Nullable BlockingCall ofThisThread() {
    BlockingCall call = OF_THREAD.get();
    return call.possible ? call : null;
  }

  /** From here on a {@link #wake} ends it, and so does an interrupt. */
  public void begin() {
    interruption.start();
    calls = ++begunOrEnded;
  }

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
