package dev.interprocess.process;

import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.LocalListener;
import dev.interprocess.Passable;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.descriptor.Leaks;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Close;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.process.ChildProcess;
import dev.interprocess.internal.process.CommandLine;
import dev.interprocess.internal.process.Environment;
import dev.interprocess.internal.process.Program;
import dev.interprocess.internal.process.WaitStatus;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process, which has the descriptors that it was given and no others.
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
 * <p>It is started by {@code posix_spawn}, which takes as long however big the heap is. No signal
 * is blocked or ignored for it, whatever this process does with them; if this one was started with
 * SIGCHLD ignored, the first child sets that to its default, as with {@link ProcessBuilder}. Its
 * standard streams are pipes, unless its builder says otherwise: a child that writes more than a
 * pipe holds waits until somebody reads.
 *
 * <p>Any thread may call any method. Whoever starts it closes it, which ends it if it still runs. A
 * child that was lost to the garbage collector goes on, and no zombie is left when it ends.
 *
 * <p>Linux only at present. See <a
 * href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a> and <a
 * href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>.
 */
public final class Child implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.interprocess");
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ChildProcess process;
  private final @Nullable PipeWriter input;
  private final @Nullable PipeReader output;
  private final @Nullable PipeReader error;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Cleaner.Cleanable loss;

  private Child(
      ChildProcess process,
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
   * name has a slash, and its arguments. No shell is involved.
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
      return status(process.await(deadline, "wait for"));
    } catch (ErrnoException e) {
      throw SystemErrors.of(process, e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private static ExitStatus status(WaitStatus ended) {
    return ended.signaled()
        ? new ExitStatus.Signaled(Signal.of(ended.value()), ended.coreDumped())
        : new ExitStatus.Exited(ended.value());
  }

  /**
   * Ends it, and waits until it has: by SIGTERM first, and what has not ended after the grace by
   * SIGKILL. If it has a process group of its own, that means the whole group. After its end
   * nothing is signalled any more, as its number may be another's: so a group that is to be
   * terminated is not to be waited for before.
   *
   * @param grace zero for SIGKILL at once
   * @throws IllegalArgumentException if the grace is negative
   * @throws java.nio.file.AccessDeniedException if it has become another user's ({@code EPERM})
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set, and
   *     the child may still run
   * @throws IOException as {@link #waitFor()} does
   */
  public ExitStatus terminate(Duration grace) throws IOException {
    try {
      return status(process.terminate(Timeouts.deadline(grace)));
    } catch (ErrnoException e) {
      throw SystemErrors.of(process, e);
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
      killAndForget(e);
    }
    closePipe(output);
    closePipe(error);
    loss.clean();
  }

  private void killAndForget(IOException reason) {
    try {
      if (reason instanceof InterruptedIOException) {
        process.kill();
      } else {
        LOGGER.log(Level.WARNING, "close of {0}: {1}", process, reason.getMessage());
      }
    } catch (ErrnoException e) {
      LOGGER.log(Level.WARNING, "close of {0}: {1}", process, e.getMessage());
    }
    process.abandon();
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

    private final List<String> words;
    private final Redirect[] streams = {Redirect.PIPE, Redirect.PIPE, Redirect.PIPE};
    private final SortedMap<Integer, Passable> descriptors = new TreeMap<>();
    private final List<Passable> given = new ArrayList<>();
    private final List<String> listenerNames = new ArrayList<>();
    private @Nullable Map<String, String> environment; // null: that of this process
    private @Nullable Path directory;
    private Program.Grouping grouping = Program.Grouping.SHARED;

    private Builder(List<String> words) {
      if (words.isEmpty() || words.getFirst().isEmpty()) {
        throw new IllegalArgumentException("no program in " + words);
      }
      if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IllegalArgumentException("NUL in " + words);
      }
      this.words = words;
    }

    /**
     * Where its standard input comes from: {@code PIPE}, which is {@link Child#input}, {@code
     * INHERIT} or a file.
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
      streams[number] = redirect;
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
     * @throws IllegalArgumentException if the number is negative or in use already
     */
    public Builder give(int number, Passable passable) {
      lend(number, passable);
      given.add(passable);
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
      if (descriptors.containsKey(number)) {
        throw new IllegalArgumentException("descriptor " + number + " twice");
      }
      descriptors.put(number, passable);
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
      if (name.isEmpty() || !name.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != ':')) {
        throw new IllegalArgumentException("not a name for a listener: " + name);
      }
      lend(FIRST_LISTENER + listenerNames.size(), listener);
      listenerNames.add(name);
      return this;
    }

    /** The directory that it starts in: that of this process without. */
    public Builder directory(Path directory) {
      this.directory = Objects.requireNonNull(directory);
      return this;
    }

    /** Lets {@code change} edit its variables, which are those of this process at first. */
    public Builder environment(Consumer<? super Map<String, String>> change) {
      Map<String, String> variables = environment;
      if (variables == null) {
        variables = new LinkedHashMap<>(System.getenv());
        environment = variables;
      }
      change.accept(variables);
      return this;
    }

    /**
     * In a session of its own, without a terminal, and a process group of its own. See <a
     * href="https://man7.org/linux/man-pages/man2/setsid.2.html">setsid(2)</a>.
     */
    public Builder newSession() {
      grouping = Program.Grouping.OWN_SESSION;
      return this;
    }

    /**
     * In a process group of its own, which {@link Child#terminate} then means. See <a
     * href="https://man7.org/linux/man-pages/man2/setpgid.2.html">setpgid(2)</a>.
     */
    public Builder newGroup() {
      grouping = Program.Grouping.OWN_GROUP;
      return this;
    }

    /**
     * Starts it. Waits for the disk until the program is executed, and holds a virtual thread's
     * carrier meanwhile.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such program, directory or file to
     *     read ({@code ENOENT})
     * @throws java.nio.file.AccessDeniedException if it may not be executed, entered or opened
     * @throws java.nio.channels.ClosedChannelException if something that it should have is closed
     * @throws IllegalArgumentException if a variable of the environment can't be expressed
     * @throws IOException if the system refuses otherwise: {@code EMFILE}, {@code EAGAIN} for too
     *     many processes, {@code E2BIG} for too long a command, {@code ENOEXEC} for a file that is
     *     no program, {@code EINVAL} for a descriptor beyond the limit
     * @throws UnsupportedOperationException on another system than Linux
     */
    public Child start() throws IOException {
      Kernel.requireKnown("child");
      try (Inheritance inheritance = new Inheritance()) {
        String name = words.getFirst();
        OwnedDescriptor input = stream(inheritance, 0, "input of " + name);
        OwnedDescriptor output = stream(inheritance, 1, "output of " + name);
        OwnedDescriptor error = stream(inheritance, 2, "error of " + name);
        for (Map.Entry<Integer, Passable> descriptor : descriptors.entrySet()) {
          inheritance.add(descriptor.getKey(), descriptor.getValue());
        }
        ChildProcess process = start(name, program(inheritance));
        inheritance.keepOurEnds();
        for (Passable passable : given) {
          closeGiven(passable);
        }
        return new Child(
            process,
            input == null ? null : new PipeWriteEnd(input, /* packets= */ false),
            output == null ? null : new PipeReadEnd(output, 0),
            error == null ? null : new PipeReadEnd(error, 0));
      }
    }

    private @Nullable OwnedDescriptor stream(Inheritance inheritance, int number, String name)
        throws IOException {
      return descriptors.containsKey(number)
          ? null
          : inheritance.add(number, streams[number], name);
    }

    private Program program(Inheritance inheritance) throws IOException {
      int folder = directory == null ? Program.NONE : inheritance.directory(directory);
      Map<String, String> variables = environment;
      List<String> command = words;
      if (!listenerNames.isEmpty()) {
        variables = new LinkedHashMap<>(variables != null ? variables : System.getenv());
        variables.put("LISTEN_FDS", Integer.toString(listenerNames.size()));
        variables.put("LISTEN_FDNAMES", String.join(":", listenerNames));
        command = CommandLine.withOwnPid(words, "LISTEN_PID");
        requireProgram(variables.getOrDefault("PATH", "/bin:/usr/bin"));
      }
      return new Program(
          CommandLine.bytes(command),
          variables != null ? Environment.bytes(variables) : Environment.bytes(),
          folder,
          inheritance.numbers(),
          grouping);
    }

    /** The shell would be there, and tell of the program that is not by its own exit code only. */
    private void requireProgram(String path) throws IOException {
      Path from = directory == null ? Path.of("") : directory;
      if (!CommandLine.isThere(words.getFirst(), from, path)) {
        throw SystemErrors.of(words.getFirst(), new ErrnoException("start", ENOENT));
      }
    }

    private static ChildProcess start(String name, Program program) throws IOException {
      try {
        return ChildProcess.start(program, name);
      } catch (ErrnoException e) {
        throw SystemErrors.of("start", name, e);
      }
    }

    private static void closeGiven(Passable passable) {
      try {
        UnixTypes.closeGiven(passable);
      } catch (ClosedChannelException e) {
        // by another thread meanwhile: that is all the same
      }
    }
  }
}
