package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.SIG_UNBLOCK;
import static dev.interprocess.internal.abi.LinuxSignal.SIGKILL;
import static dev.interprocess.internal.abi.LinuxSignal.SIGSTOP;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.sizeof;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysSyscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Performs the default action of a signal, in a thread of its own: a mask is changed for it. */
public final class RaiseDefault {
  private final int signal;
  private @Nullable ErrnoException failure;

  private RaiseDefault(int signal) {
    this.signal = signal;
  }

  /** Returns if the process lives on: it was stopped, or the action is to do nothing. */
  public static void of(int signal) throws ErrnoException {
    RaiseDefault raising = new RaiseDefault(signal);
    Thread thread = Thread.ofPlatform().name("raise").start(raising::run);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (raising.failure != null) {
      throw raising.failure;
    }
  }

  private void run() {
    try {
      if (signal == SIGKILL || signal == SIGSTOP) { // have no other
        raise();
        return;
      }
      synchronized (SignalAction.CHANGES) {
        SignalAction before = SignalAction.of(signal);
        SignalAction.byDefault().install(signal);
        try {
          unblock();
          raise();
        } finally {
          before.install(signal);
        }
      }
    } catch (ErrnoException e) {
      failure = e;
    }
  }

  private void unblock() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(sizeof.sigset_t, 8);
      set.set(JAVA_LONG, 0, SignalSet.of(signal));
      ErrnoException.check("pthread_sigmask", SignalH.pthread_sigmask(SIG_UNBLOCK, set, NULL));
    }
  }

  /** To this thread, so that it has been done when the call returns. */
  private void raise() throws ErrnoException {
    Sending.toThread((int) ProcessHandle.current().pid(), SysSyscall.gettid(), signal);
  }
}
