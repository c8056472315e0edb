package dev.interprocess.internal.process;

import static dev.interprocess.internal.abi.Linux.SYS_pidfd_open;
import static dev.interprocess.internal.abi.LinuxErrno.ESRCH;
import static dev.interprocess.internal.abi.LinuxSignal.SIGKILL;
import static dev.interprocess.internal.abi.LinuxSignal.SIGTERM;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.SysSyscall;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A child from its start until it is reaped. Its number stays its own until then, and it is
 * signalled only before.
 */
public final class ChildProcess {
  private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

  private final int pid;
  private final boolean ownGroup;
  private final String name;
  private final OwnedDescriptor pidfd;
  private final Lane end;

  // Guarded by this.
  private @Nullable WaitStatus status;
  private @Nullable ErrnoException lost;
  private boolean reaped;
  private int holds;

  private ChildProcess(int pid, boolean ownGroup, OwnedDescriptor pidfd) {
    this.pid = pid;
    this.ownGroup = ownGroup;
    this.name = pidfd.toString();
    this.pidfd = pidfd;
    this.end = new Lane(pidfd, Direction.INPUT);
  }

  /**
   * Starts it.
   *
   * @param name for messages
   */
  public static ChildProcess start(Program program, String name) throws ErrnoException {
    Waiting.keepStatuses();
    // Keeps the place of the descriptor that its end is awaited by: without one, or on a kernel
    // that does not know them, nothing is to be started.
    int place = openPidfd((int) ProcessHandle.current().pid());
    int pid;
    try {
      pid = Spawner.spawn(program);
    } finally {
      Unistd.close(place);
    }
    int pidfd;
    try {
      pidfd = openPidfd(pid);
    } catch (ErrnoException e) { // another thread took the place
      SignalH.kill(pid, SIGKILL);
      Waiting.discard(pid);
      throw e;
    }
    boolean ownGroup = program.grouping() != Program.Grouping.SHARED;
    return new ChildProcess(
        pid, ownGroup, OwnedDescriptor.unwatched(pidfd, "child " + pid + " (" + name + ")"));
  }

  private static int openPidfd(int pid) throws ErrnoException {
    return ErrnoException.check("pidfd_open", (int) SysSyscall.syscall(SYS_pidfd_open, pid, 0));
  }

  public int pid() {
    return pid;
  }

  /** The JDK's handle of it; none once it is reaped, as that would be another's by then. */
  public synchronized Optional<ProcessHandle> toHandle() {
    return reaped ? Optional.empty() : ProcessHandle.of(pid);
  }

  /** Waits for its end, and reaps it. */
  public WaitStatus await(long deadline, String operation) throws IOException {
    WaitStatus ended = collect();
    while (ended == null) {
      awaitEnd(deadline, operation);
      ended = collect();
    }
    return ended;
  }

  private void awaitEnd(long deadline, String operation) throws IOException {
    try {
      end.enter(deadline, operation);
    } catch (ClosedChannelException e) {
      return; // another thread has reaped it meanwhile
    }
    try {
      if (collect() == null) {
        end.await(deadline, operation);
      }
    } catch (ClosedChannelException e) {
      return;
    } finally {
      end.exit();
    }
  }

  /** How it ended, null while it runs. Reaps it, unless somebody still has signals for it. */
  private synchronized @Nullable WaitStatus collect() throws IOException {
    if (lost != null) {
      throw lost;
    }
    if (!reaped) {
      int fd = pidfd.acquire();
      try {
        status = status == null ? Waiting.status(fd) : status;
        if (status != null && holds == 0) {
          Waiting.reap(fd);
          setReaped();
        }
      } catch (ErrnoException e) { // ECHILD: another part of this process has asked before us
        lost = e;
        setReaped();
        throw e;
      } finally {
        pidfd.release();
      }
    }
    return status;
  }

  private synchronized void setReaped() {
    reaped = true;
    pidfd.close(); // which lets the others who wait see it
  }

  private synchronized boolean isReaped() {
    return reaped;
  }

  /** Its number, and its group's, can't become another's until {@link #release}. */
  private synchronized boolean hold() {
    holds++;
    return !reaped;
  }

  private synchronized void release() {
    holds--;
  }

  /**
   * Asks it to end, and its group if it has its own; forces what has not ended at the deadline.
   * Waits for the end of the child itself.
   */
  public WaitStatus terminate(long deadline) throws IOException {
    boolean signalled = hold();
    try {
      if (signalled) {
        if (Deadline.remaining(deadline) > 0) {
          signal(SIGTERM);
        }
        if (!endsBefore(deadline)) {
          signal(SIGKILL);
        }
      }
      await(Deadline.NONE, "terminate");
    } finally {
      release();
    }
    return await(Deadline.NONE, "terminate");
  }

  private boolean endsBefore(long deadline) throws IOException {
    try {
      await(deadline, "terminate");
    } catch (SocketTimeoutException e) {
      return false;
    }
    Pause pause = new Pause();
    while (ownGroup && ProcessGroup.isAlive(pid)) {
      if (Deadline.remaining(deadline) <= 0) {
        return false;
      }
      pause.sleep(deadline, "terminate", this);
    }
    return true;
  }

  /** Forces it to end, without waiting. */
  public synchronized void kill() throws ErrnoException {
    if (!reaped) {
      signal(SIGKILL);
    }
  }

  private void signal(int signal) throws ErrnoException {
    int result = SignalH.kill(ownGroup ? -pid : pid, signal);
    if (ownGroup && result == -ESRCH) {
      result = SignalH.kill(pid, signal); // it has joined another group
    }
    ErrnoException.check("terminate", result);
  }

  /** Reaps it when it ends, whenever that is; true unless it is reaped already. */
  public boolean abandon() {
    if (isReaped()) {
      return false;
    }
    Thread.ofVirtual().name("reaper of " + this).start(this::reap);
    return true;
  }

  private void reap() {
    while (true) {
      try {
        await(Deadline.NONE, "reap");
      } catch (IOException e) {
        // No descriptor is left to wait with: later, then.
      }
      if (isReaped()) {
        return;
      }
      LockSupport.parkNanos(RETRY);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
