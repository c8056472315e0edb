package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.CTRL_BREAK_EVENT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.win32.ConsoleApi;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import dev.interprocess.internal.win32.SynchApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A child from its start until its end is known. Its handle keeps its number its own until then.
 */
public final class StartedProcess {
  /** What {@code Process.destroy} of the JDK lets a process end with as well. */
  private static final int ENDED_BY_FORCE = 1;

  private final long process; // open until `ended`
  private final int pid;
  private final String name;
  private final boolean ownGroup;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable Job job;
  private boolean ended;
  private boolean forgotten;

  private StartedProcess(
      ProcessCreation.Created created, String name, boolean ownGroup, @Nullable Job job) {
    this.process = created.process();
    this.pid = created.pid();
    this.name = "child " + Integer.toUnsignedString(pid) + " (" + name + ")";
    this.ownGroup = ownGroup;
    this.job = job;
  }

  /**
   * Starts it.
   *
   * @param name for messages
   */
  public static StartedProcess start(Launch launch, String name) throws WindowsException {
    Job job =
        launch.ownGroup() || launch.endsWithParent() ? Job.create(launch.endsWithParent()) : null;
    boolean started = false;
    try {
      ProcessCreation.Created created =
          ProcessCreation.create(launch, job == null ? 0 : job.handle);
      StartedProcess child = new StartedProcess(created, name, launch.ownGroup(), job);
      child.watch();
      started = true;
      return child;
    } finally {
      if (!started && job != null) {
        job.close();
      }
    }
  }

  private void watch() throws WindowsException {
    boolean watched = false;
    try {
      ExitWatch.begin(process, this::onEnd);
      watched = true;
    } finally {
      if (!watched) { // its end would never be known
        ProcessThreadsApi.terminateProcess(process, ENDED_BY_FORCE);
        HandleApi.closeHandle(process);
      }
    }
  }

  private void onEnd() {
    int code;
    synchronized (this) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment number = arena.allocate(JAVA_INT);
        int error = ProcessThreadsApi.getExitCodeProcess(process, number);
        code = error == 0 ? number.get(JAVA_INT, 0) : ENDED_BY_FORCE;
      }
      HandleApi.closeHandle(process);
      ended = true;
      closeJobIfForgotten();
    }
    exit.complete(code);
  }

  public long pid() {
    return Integer.toUnsignedLong(pid);
  }

  /** The JDK's handle of it; none once it has ended, as that would be another's by then. */
  public synchronized Optional<ProcessHandle> toHandle() {
    return ended ? Optional.empty() : ProcessHandle.of(pid());
  }

  /** Waits for its end; its exit code. */
  public int await(long deadline, String operation) throws IOException {
    try {
      return deadline == Deadline.NONE
          ? exit.get()
          : exit.get(Math.max(0, Deadline.remaining(deadline)), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(operation + " " + this + ": interrupted");
    } catch (TimeoutException e) {
      throw new SocketTimeoutException(operation + " " + this + ": timed out");
    } catch (ExecutionException e) {
      throw new AssertionError("it is never completed so", e);
    }
  }

  /**
   * Asks its group to end, if it has its own, which is all that can be asked; forces what has not
   * ended at the deadline. Waits for the end of the child itself.
   */
  public int terminate(long deadline) throws IOException {
    if (ownGroup && Deadline.remaining(deadline) > 0) {
      ask();
    }
    if (!endsBefore(deadline)) {
      kill();
    }
    return await(Deadline.NONE, "terminate");
  }

  /** Reaches it if it is on our console. */
  private synchronized void ask() {
    if (!ended) {
      ConsoleApi.generateConsoleCtrlEvent(CTRL_BREAK_EVENT, pid);
    }
  }

  private boolean endsBefore(long deadline) throws IOException {
    try {
      await(deadline, "terminate");
    } catch (SocketTimeoutException e) {
      return false;
    }
    Pause pause = new Pause();
    while (isGroupAlive()) {
      if (Deadline.remaining(deadline) <= 0) {
        return false;
      }
      pause.sleep(deadline, "terminate", this);
    }
    return true;
  }

  private synchronized boolean isGroupAlive() {
    return ownGroup && job != null && job.isAlive();
  }

  /** Forces it to end, and its group if it has its own, without waiting. */
  public synchronized void kill() throws WindowsException {
    Job group = job;
    if (ownGroup && group != null) {
      WindowsException.check("terminate", group.terminate(ENDED_BY_FORCE));
    } else if (!ended) {
      int error = ProcessThreadsApi.terminateProcess(process, ENDED_BY_FORCE);
      boolean alive = SynchApi.waitForSingleObject(process, 0) != 0;
      if (error != 0 && alive) { // one that has ended can't be ended any more
        throw new WindowsException("terminate", error);
      }
    }
  }

  /** Nobody will ask for it any more; true if it still runs, which it goes on to do. */
  public synchronized boolean abandon() {
    forgotten = true;
    closeJobIfForgotten();
    return !ended;
  }

  /** Not before the end of the child: it might be one that ends with its job's last handle. */
  private void closeJobIfForgotten() {
    if (forgotten && ended && job != null) {
      job.close();
      job = null;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
