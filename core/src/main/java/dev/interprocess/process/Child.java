package dev.interprocess.process;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.LocalListener;
import dev.interprocess.Passable;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.descriptor.Leaks;
import dev.interprocess.internal.impl.Close;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.process.Program;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process, which has the descriptors (on Windows: handles) that it was given and no others.
 *
 * {@snippet :
 * try (UnnamedPipe pipe = UnnamedPipe.create();
 *     Child child =
 *         Child.command("python3", "-c", "import os; os.write(3, b'hi')")
 *             .give(3, pipe.writer())
 *             .output(ProcessBuilder.Redirect.INHERIT)
 *             .start()) {
 *   System.out.println(new String(pipe.reader().inputStream().readAllBytes(), UTF_8));
 *   System.out.println(child.waitFor());
 * }
 * }
 *
 * <p>On Unix it is started by {@code posix_spawn}, which takes as long however big the heap is. No
 * signal is blocked or ignored for it, whatever this process does with them, unless its builder
 * says so; if this one was started with SIGCHLD ignored, the first child sets that to its default,
 * as with {@link ProcessBuilder}. Its standard streams are pipes, unless its builder says
 * otherwise: a child that writes more than a pipe holds waits until somebody reads.
 *
 * <p>Any thread may call any method. Whoever starts it closes it, which ends it if it still runs. A
 * child that was lost to the garbage collector goes on, and no zombie is left when it ends.
 *
 * <p>On Windows it is started by {@code CreateProcess} with a list of what it inherits, and the
 * numbers are those of its C runtime: see {@link Inherited}. There
 *
 * <ul>
 *   <li>what can be given or lent is one of the two ends of an {@link
 *       dev.interprocess.UnnamedPipe}, and not once the pipe was used in this process: what
 *       programs expect to inherit has to be opened in another way than what can be waited for;
 *   <li>a {@link dev.interprocess.LocalStream} can be given, from 3 on, to a child that takes it by
 *       {@link Inherited#stream}, or else knows that the handle is overlapped and keeps its
 *       completions from this process' port; not lent, and not while it is used here or something
 *       that was read is still held. Its peer goes on to see this process as the other side;
 *   <li>nobody can be asked to end by a signal. {@link #terminate} lets the grace go by, in which a
 *       child may end because its input has, and then ends it; its exit code is 1 then;
 *   <li>an exit code is any {@code int}, and there is no {@link ExitStatus.Signaled};
 *   <li>a listener is none of one handle: a child listens itself, on the same name if both say so
 *       ({@link dev.interprocess.windows.NamedPipeOptions#FIRST_INSTANCE} false);
 *   <li>sessions, listeners, and signals that are blocked or ignored are refused by {@link
 *       UnsupportedOperationException};
 *   <li>for a moment while it is started, its handles are open in this process so that they can be
 *       inherited: a child that something else starts in that moment without a list of its own, as
 *       {@link ProcessBuilder} does, gets them too.
 * </ul>
 *
 * <p>On Linux and Windows at present. See <a
 * href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>, <a
 * href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a> and <a
 * href="https://learn.microsoft.com/windows/win32/procthread/creating-processes">Creating
 * Processes</a>.
 */
public final class Child implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final RunningChild process;
  private final @Nullable PipeWriter input;
  private final @Nullable PipeReader output;
  private final @Nullable PipeReader error;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Cleaner.Cleanable loss;
  private @Nullable CompletableFuture<ExitStatus> exit; // guarded by this

  Child(
      RunningChild process,
      @Nullable PipeWriter input,
      @Nullable PipeReader output,
      @Nullable PipeReader error) {
    this.process = process;
    this.input = input;
    this.output = output;
    this.error = error;
    AtomicBoolean isClosed = closed;
    this.loss = Leaks.watch(this, () -> !isClosed.get() && process.abandon(), process.toString());
  }

  /**
   * What is to be started: a program, which is looked for in this process's {@code PATH} unless its
   * name has a slash, and its arguments. No shell is involved. On Windows it is one in a file
   * {@code .exe} or {@code .com}, the first of which may be left out, never one of the current
   * directory unless that is named; the arguments are quoted as C runtimes expect, which {@code
   * cmd.exe} is not: a script of that is started as an argument of it, with care.
   *
   * @throws IllegalArgumentException if there is no word, the first is empty, or one has a NUL
   */
  public static Builder command(String... words) {
    return new Builder(List.of(words));
  }

  /** Its number, which is another's some time after its end. */
  public long pid() {
    return process.pid();
  }

  /**
   * What it reads as its standard input, always the same object. Closing it is the end for the
   * child.
   *
   * @throws IllegalStateException if that is no pipe of ours
   */
  public PipeWriter input() {
    return pipe(input, "input");
  }

  /**
   * What it writes as its standard output, always the same object.
   *
   * @throws IllegalStateException if that is no pipe of ours
   */
  public PipeReader output() {
    return pipe(output, "output");
  }

  /**
   * What it writes as its standard error, always the same object.
   *
   * @throws IllegalStateException if that is no pipe of ours
   */
  public PipeReader error() {
    return pipe(error, "error");
  }

  private <T> T pipe(@Nullable T end, String stream) {
    if (end == null) {
      throw new IllegalStateException("the " + stream + " of " + this + " was redirected");
    }
    return end;
  }

  /**
   * Waits until it ends. Any number of threads may, and each gets the status, also after the end
   * and after {@link #close}. Interrupting the thread ends its wait, not the child.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws IOException if another part of this program has waited for all children, and the status
   *     is lost ({@code ECHILD})
   */
  public ExitStatus waitFor() throws IOException {
    return waitFor(Deadline.NONE);
  }

  /**
   * The same, for so long.
   *
   * @param timeout zero asks and does not wait
   * @return empty if it still runs then
   * @throws IllegalArgumentException if the timeout is negative
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws IOException as {@link #waitFor()} does
   */
  public Optional<ExitStatus> waitFor(Duration timeout) throws IOException {
    try {
      return Optional.of(waitFor(Timeouts.deadline(timeout)));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private ExitStatus waitFor(long deadline) throws IOException {
    try {
      return process.await(deadline, "wait for");
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Its end, without a thread of yours that waits: in each call a future of its own, which who
   * likes may cancel, or let run out by {@code orTimeout}. That neither ends the child nor loses
   * the status. It completes in a virtual thread, exceptionally with what {@link #waitFor()}
   * throws.
   */
  public synchronized CompletableFuture<ExitStatus> onExit() {
    CompletableFuture<ExitStatus> future = exit;
    if (future == null || future.isCompletedExceptionally()) {
      future = new CompletableFuture<>();
      exit = future;
      CompletableFuture<ExitStatus> started = future;
      RunningChild waitedFor = process; // not this, which may be lost meanwhile
      Thread.ofVirtual().name("end of " + process).start(() -> complete(started, waitedFor));
    }
    return future.copy();
  }

  private static void complete(CompletableFuture<ExitStatus> future, RunningChild process) {
    try {
      future.complete(process.await(Deadline.NONE, "wait for"));
    } catch (IOException e) {
      future.completeExceptionally(e);
    }
  }

  /**
   * Ends it, and waits until it has: by SIGTERM first, and what has not ended after the grace by
   * SIGKILL; on Windows by CTRL_BREAK, for a group on this console, and {@code TerminateProcess} or
   * {@code TerminateJobObject}. If it has a process group of its own, that means the whole group,
   * on Windows all processes that the child and its own children have started. After its end
   * nothing is signalled any more, as its number may be another's: so a group that is to be
   * terminated is not to be waited for before.
   *
   * @param grace zero for SIGKILL at once
   * @throws IllegalArgumentException if the grace is negative
   * @throws java.nio.file.AccessDeniedException if it has become another user's ({@code EPERM},
   *     {@code ERROR_ACCESS_DENIED})
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set, and
   *     the child may still run
   * @throws IOException as {@link #waitFor()} does
   */
  public ExitStatus terminate(Duration grace) throws IOException {
    try {
      return process.terminate(Timeouts.deadline(grace));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * The JDK's view of it.
   *
   * @throws IllegalStateException if it has ended and was waited for: the number may be another's
   */
  public ProcessHandle toHandle() {
    return process
        .toHandle()
        .orElseThrow(() -> new IllegalStateException(this + " has ended, and has no handle now"));
  }

  /**
   * Closes its input, ends it as {@link #terminate} does with a grace of two seconds, and closes
   * its output and error. If the thread is interrupted meanwhile there is no grace, and its status
   * stays set. Further calls do nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    closePipe(input);
    try {
      terminate(GRACE);
    } catch (IOException e) {
      kill(e);
    }
    boolean _ = process.abandon();
    closePipe(output);
    closePipe(error);
    loss.clean();
  }

  private void kill(IOException reason) {
    try {
      if (reason instanceof InterruptedIOException) {
        process.kill();
      } else {
        LOGGER.log(Level.WARNING, "close of {0}: {1}", process, reason.getMessage());
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "close of {0}: {1}", process, e.getMessage());
    }
  }

  private static void closePipe(@Nullable Channel end) {
    if (end != null) {
      Close.quietly(end);
    }
  }

  @Override
  public String toString() {
    return process.toString();
  }

  /**
   * What a child is to be. {@link #start} may be called more than once, as long as nothing is
   * given. To be used by one thread at a time.
   */
  public static final class Builder {
    private static final int FIRST_LISTENER = 3;

    private final ChildPlan plan;

    private Builder(List<String> words) {
      if (words.isEmpty() || words.getFirst().isEmpty()) {
        throw new IllegalArgumentException("no program in " + words);
      }
      if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IllegalArgumentException("NUL in " + words);
      }
      this.plan = new ChildPlan(words);
    }

    /**
     * Where its standard input comes from: {@code PIPE}, which is {@link Child#input}, {@code
     * INHERIT} or a file; of a FIFO, {@link #give} an end instead.
     *
     * @throws IllegalArgumentException if it is a file to write
     */
    public Builder input(Redirect source) {
      return stream(0, source, Redirect.Type.READ);
    }

    /**
     * Where its standard output goes: {@code PIPE}, which is {@link Child#output}, {@code INHERIT},
     * {@code DISCARD} or a file, which is made, with mode 0666 less the umask, or emptied, or
     * appended to.
     *
     * @throws IllegalArgumentException if it is a file to read
     */
    public Builder output(Redirect target) {
      return stream(1, target, Redirect.Type.WRITE, Redirect.Type.APPEND);
    }

    /**
     * Where its standard error goes: as {@link #output}.
     *
     * @throws IllegalArgumentException if it is a file to read
     */
    public Builder error(Redirect target) {
      return stream(2, target, Redirect.Type.WRITE, Redirect.Type.APPEND);
    }

    private Builder stream(int number, Redirect redirect, Redirect.Type... types) {
      boolean isFile = redirect.file() != null;
      if (isFile && !List.of(types).contains(redirect.type())) {
        throw new IllegalArgumentException("descriptor " + number + ": " + redirect);
      }
      plan.streams[number] = redirect;
      return this;
    }

    /**
     * What the child has as descriptor {@code number}; ours is closed once it is started, and stays
     * ours if that fails. So the reader of a pipe whose writing end was given sees the end when the
     * child has closed it. 0 to 2 are its standard streams, and take the place of {@link #input}
     * and the others.
     *
     * <p>An end of a pipe blocks for the child. A listener of ours does not, as it is one open
     * socket for all who have it ({@code O_NONBLOCK}); its name stays when ours is closed. The half
     * of a stream is the whole socket for the child.
     *
     * <p>What Windows can't give is refused by {@link #start}, with {@link
     * UnsupportedOperationException} or, because of how it is used, {@link IllegalStateException}.
     *
     * @throws IllegalArgumentException if the number is negative or in use already
     */
    public Builder give(int number, Passable passable) {
      lend(number, passable);
      plan.given.add(passable);
      return this;
    }

    /**
     * The same, and ours stays open.
     *
     * @throws IllegalArgumentException if the number is negative or in use already
     */
    public Builder lend(int number, Passable passable) {
      Objects.requireNonNull(passable);
      if (number < 0) {
        throw new IllegalArgumentException("negative descriptor: " + number);
      }
      if (plan.descriptors.containsKey(number)) {
        throw new IllegalArgumentException("descriptor " + number + " twice");
      }
      plan.descriptors.put(number, passable);
      return this;
    }

    /**
     * Lends listeners as a service manager hands them over: as the next descriptors from 3 on, with
     * {@code LISTEN_FDS}, {@code LISTEN_FDNAMES} and {@code LISTEN_PID} in the environment. A child
     * of this library takes them by {@link dev.interprocess.ListenOptions#inherited()}. Both
     * processes may accept on them; they do not block, in either ({@code O_NONBLOCK}).
     *
     * <p>The program is started by way of {@code /bin/sh}, which alone can tell it its own number.
     *
     * @throws IllegalArgumentException if one of the numbers is in use already
     */
    public Builder listeners(LocalListener<?>... listeners) {
      for (LocalListener<?> listener : listeners) {
        listener("unknown", listener);
      }
      return this;
    }

    /**
     * The same for one listener, by a name that tells it from others.
     *
     * @param name without a colon
     * @throws IllegalArgumentException if that is not a name, or its number is in use already
     */
    public Builder listener(String name, LocalListener<?> listener) {
      Kernel.requireKnown("listeners of a child");
      if (name.isEmpty() || !name.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != ':')) {
        throw new IllegalArgumentException("not a name for a listener: " + name);
      }
      lend(FIRST_LISTENER + plan.listenerNames.size(), listener);
      plan.listenerNames.add(name);
      return this;
    }

    /** The directory that it starts in: that of this process without. */
    public Builder directory(Path directory) {
      plan.directory = Objects.requireNonNull(directory);
      return this;
    }

    /** Lets {@code change} edit its variables, which are those of this process at first. */
    public Builder environment(Consumer<? super Map<String, String>> change) {
      change.accept(plan.variables());
      return this;
    }

    /**
     * In a session of its own, without a terminal, and a process group of its own. See <a
     * href="https://man7.org/linux/man-pages/man2/setsid.2.html">setsid(2)</a>.
     */
    public Builder newSession() {
      Kernel.requireKnown("session of a child");
      plan.grouping = Program.Grouping.OWN_SESSION;
      return this;
    }

    /**
     * In a process group of its own, which {@link Child#terminate} then means; on Windows in a job
     * object of its own as well. See <a
     * href="https://man7.org/linux/man-pages/man2/setpgid.2.html">setpgid(2)</a>, <a
     * href="https://learn.microsoft.com/windows/win32/procthread/job-objects">Job Objects</a>.
     */
    public Builder newGroup() {
      plan.grouping = Program.Grouping.OWN_GROUP;
      return this;
    }

    /**
     * These are blocked for it when it starts, until it unblocks them itself. See <a
     * href="https://man7.org/linux/man-pages/man2/sigprocmask.2.html">sigprocmask(2)</a>.
     *
     * @throws IllegalArgumentException for {@code KILL}, {@code STOP} and those of the C library
     */
    public Builder blocked(Signal... signals) {
      Kernel.requireKnown("signals blocked for a child");
      add(plan.blocked, signals);
      return this;
    }

    /**
     * These are ignored by it when it starts, as {@code HUP} is under {@code nohup}. A program that
     * passes on what it was started with itself names those that {@link Signal#isIgnored} tells of.
     *
     * <p>For others than those the program is started by way of {@code /bin/sh}, as {@code
     * posix_spawn} passes on what is ignored already, and knows no way to ignore.
     *
     * @throws IllegalArgumentException for {@code KILL}, {@code STOP} and those of the C library;
     *     for {@code CHLD}, which shells do not ignore, and this process no longer once it has had
     *     a child
     */
    public Builder ignored(Signal... signals) {
      Kernel.requireKnown("signals ignored by a child");
      if (List.of(signals).contains(Signal.CHLD)) {
        throw new IllegalArgumentException(Signal.CHLD + " can't be ignored by a child");
      }
      add(plan.ignored, signals);
      return this;
    }

    private static void add(Set<Signal> set, Signal... signals) {
      for (Signal signal : signals) {
        if (signal == Signal.KILL || signal == Signal.STOP || !Signal.all().contains(signal)) {
          throw new IllegalArgumentException(signal + " can't be blocked or ignored");
        }
        set.add(signal);
      }
    }

    /**
     * Lets the system end it, by {@code KILL} on Unix, when this process has ended, however it did:
     * also by {@code KILL} or a crash. That means the child itself; its own children may go on. A
     * program that changes its user as it starts (set-user-ID) is not concerned.
     *
     * <p>On Unix the program is started by way of {@code setpriv}, which is of util-linux, and
     * {@code /bin/sh}; on Windows it is in a job object that ends with its last handle, and its own
     * children do too, unless the child has ended before. See {@code PR_SET_PDEATHSIG} in <a
     * href="https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html">prctl(2)</a>, <a
     * href="https://learn.microsoft.com/windows/win32/procthread/job-objects">Job Objects</a>.
     */
    public Builder endWithParent() {
      plan.endsWithParent = true;
      return this;
    }

    /**
     * Starts it. Waits for the disk until the program is executed, and holds a virtual thread's
     * carrier meanwhile.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such program, directory or file to
     *     read ({@code ENOENT}; {@code ERROR_FILE_NOT_FOUND}, {@code ERROR_PATH_NOT_FOUND}, {@code
     *     ERROR_DIRECTORY})
     * @throws java.nio.file.AccessDeniedException if it may not be executed, entered or opened
     * @throws java.nio.channels.ClosedChannelException if something that it should have is closed
     * @throws IllegalArgumentException if a variable of the environment can't be expressed
     * @throws IllegalStateException on Windows, if a pipe of which an end is given was used before
     * @throws IOException if the system refuses otherwise: {@code EMFILE}, {@code EAGAIN} for too
     *     many processes, {@code E2BIG} for too long a command, {@code ENOEXEC} and {@code
     *     ERROR_BAD_EXE_FORMAT} for a file that is no program, {@code EINVAL} for a descriptor
     *     beyond the limit
     * @throws UnsupportedOperationException on another system than Linux and Windows, for {@link
     *     #endWithParent} on Linux where there is no {@code setpriv}, and on Windows for what can't
     *     be given there
     */
    public Child start() throws IOException {
      return Target.CURRENT.isWindows() ? WindowsStart.start(plan) : PosixStart.start(plan);
    }
  }
}
