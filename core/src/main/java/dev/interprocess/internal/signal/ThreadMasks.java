package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux._NSIG;
import static dev.interprocess.internal.abi.LinuxErrno.ESRCH;
import static dev.interprocess.internal.abi.LinuxSignal.SIGIO;
import static dev.interprocess.internal.abi.LinuxSignal.SIGPWR;
import static dev.interprocess.internal.abi.LinuxSignal.SIGSTKFLT;
import static dev.interprocess.internal.abi.LinuxSignal.SIGURG;
import static dev.interprocess.internal.event.Log.LOGGER;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.siginfo_t;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysSyscall;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Blocks and unblocks signals in other threads, which only their own code can do: each is sent a
 * control signal, and the handler edits the mask that the thread goes on with.
 *
 * <p>The control signal is one that nobody uses at the time. Its value is the number of the thread,
 * and what the handler writes to the pipe tells who has done it. Used by one thread at a time.
 */
final class ThreadMasks {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

  // Instead of the number of a thread that has answered.
  private static final int NONE = -1;
  private static final int ANONYMOUS = 0;

  // Standard ones first: for a real-time one there may be no room. The JDK wakes its threads out of
  // calls by SIGRTMAX - 2.
  private static final int[] CANDIDATES =
      IntStream.concat(
              IntStream.of(SIGSTKFLT, SIGPWR, SIGIO, SIGURG),
              IntStream.range(SignalH.sigrtmin(), _NSIG - 1 - 2))
          .toArray();

  private final HandlerTable table;
  private final SignalPipe answers;
  private final ThreadList threads;
  private long onTheirWay; // control signals that some thread has not taken when it was asked
  private final MemorySegment answer = Arena.global().allocate(SignalInfo.SIZEOF, 8);

  ThreadMasks(HandlerTable table, ThreadList threads) throws ErrnoException {
    this.table = table;
    this.answers = SignalPipe.open();
    this.threads = threads;
  }

  /**
   * Edits the masks of all threads. A new one gets that of its creator, so it is done when no
   * thread is there that was not asked.
   *
   * @param block the set to block
   * @param unblock the set to unblock
   * @param inUse signals that must not be the control signal
   */
  void edit(long block, long unblock, long inUse) throws ErrnoException {
    try (Control control = new Control(block, unblock, inUse)) {
      Set<Integer> asked = new HashSet<>();
      List<Integer> fresh = threads.now();
      while (!fresh.isEmpty()) {
        asked.addAll(fresh);
        control.ask(fresh);
        fresh = threads.now();
        fresh.removeAll(asked);
      }
    }
  }

  /** Edits the masks of those threads. */
  void edit(List<Integer> threads, long block, long unblock, long inUse) throws ErrnoException {
    try (Control control = new Control(block, unblock, inUse)) {
      control.ask(threads);
    }
  }

  /** The control signal, while it is at work. */
  private final class Control implements AutoCloseable {
    private final int signal;
    private boolean answered = true;

    Control(long block, long unblock, long inUse) throws ErrnoException {
      signal = unused(inUse);
      table.set(signal, answers.writeEnd(), block, unblock, /* chain= */ 0);
      SignalAction.handling(table, 0).install(signal);
    }

    private int unused(long inUse) throws ErrnoException {
      for (int candidate : CANDIDATES) {
        if ((inUse & SignalSet.of(candidate)) == 0) {
          SignalAction action = SignalAction.of(candidate);
          if (action.isDefault() || action.isOf(table)) {
            return candidate;
          }
        }
      }
      throw new IllegalStateException("no signal is left for the library's own use");
    }

    void ask(List<Integer> asked) throws ErrnoException {
      Set<Integer> waitedFor = new HashSet<>();
      for (int thread : asked) {
        if (send(thread)) {
          waitedFor.add(thread);
        }
      }
      // A standard signal comes without its value when the user has as many signals on the way as
      // he
      // may have: then only the number of answers tells.
      int anonymous = 0;
      long deadline = System.nanoTime() + PATIENCE;
      long nextLook = System.nanoTime();
      while (waitedFor.size() > anonymous && System.nanoTime() < deadline) {
        int thread = nextAnswer();
        switch (thread) {
          case NONE -> {
            if (System.nanoTime() > nextLook) {
              waitedFor.removeIf(each -> !ThreadStatus.exists(each));
              nextLook = System.nanoTime() + PATIENCE / 50;
            } else {
              LockSupport.parkNanos(PAUSE);
            }
          }
          case ANONYMOUS -> anonymous++;
          default -> waitedFor.remove(thread);
        }
      }
      if (waitedFor.size() > anonymous) {
        // They block everything, so what was to be blocked as well; or they are stopped.
        answered = false;
        LOGGER.log(Level.DEBUG, "threads {0} do not take signals", waitedFor);
      }
    }

    /** False if the thread has ended. */
    private boolean send(int thread) throws ErrnoException {
      try (Arena arena = Arena.ofConfined()) {
        int pid = (int) ProcessHandle.current().pid();
        MemorySegment info = Sending.info(arena, signal, thread);
        long result = SysSyscall.syscall(Target.SYS_RT_TGSIGQUEUEINFO, pid, thread, signal, info);
        if (result == -ESRCH) {
          return false;
        }
        ErrnoException.check("rt_tgsigqueueinfo", (int) result);
        return true;
      }
    }

    /** The thread that has done it. */
    private int nextAnswer() {
      long length = Unistd.read(answers.readEnd(), answer, SignalInfo.SIZEOF);
      return length == SignalInfo.SIZEOF ? (int) answer.get(JAVA_LONG, siginfo_t.si_value) : NONE;
    }

    /**
     * Gives the signal back, unless one may still be on its way to a thread, which it would end.
     */
    @Override
    public void close() throws ErrnoException {
      if (!answered) {
        onTheirWay |= SignalSet.of(signal);
      }
      if ((onTheirWay & SignalSet.of(signal)) != 0) {
        table.set(signal, answers.writeEnd(), 0, 0, 0);
      } else {
        SignalAction.byDefault().install(signal);
      }
    }
  }
}
