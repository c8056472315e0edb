package dev.interprocess.cli;

import dev.interprocess.Passable;
import dev.interprocess.Platform;
import dev.interprocess.SystemError;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Commands that the tool starts. When a signal ends the tool, they end as well. */
final class Commands {
  private static final int SIGNALED = 128;
  private static final boolean ON_WINDOWS = Platform.supports(Platform.Feature.NAMED_PIPE);
  private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();

  /** What the tool was started to ignore, which is asked once: a listener starts many commands. */
  private static final Signal[] IGNORED =
      Platform.supports(Platform.Feature.SIGNALS)
          ? Signal.all().stream()
              .filter(signal -> signal.isIgnored() && signal != Signal.CHLD)
              .toArray(Signal[]::new)
          : new Signal[0];

  private static volatile @Nullable Signal last;

  static {
    Exit.onSignal(Commands::endAll);
  }

  private static boolean ending; // guarded by RUNNING

  private Commands() {}

  private static Child launch(Child.Builder builder) throws IOException {
    synchronized (RUNNING) { // so that a signal finds it, however soon it comes
      if (ending) {
        throw new IOException("start: the tool is ending");
      }
      Child child = builder.start();
      RUNNING.add(child);
      return child;
    }
  }

  private static void endAll() {
    synchronized (RUNNING) {
      ending = true;
    }
    RUNNING.parallelStream().forEach(Child::close);
  }

  /**
   * A command with the tool's own standard streams, which ignores what the tool was started to
   * ignore.
   */
  static Child.Builder of(List<String> words) {
    Child.Builder builder =
        Child.command(words.toArray(String[]::new))
            .input(Redirect.INHERIT)
            .output(Redirect.INHERIT)
            .error(Redirect.INHERIT);
    return IGNORED.length > 0 ? builder.ignored(IGNORED) : builder;
  }

  /** In a group of its own, so that what the shell has started ends with it. */
  private static Child.Builder shell(String command) {
    return (ON_WINDOWS
            // By a variable, as no quoting of a command line is that of this shell.
            ? of(List.of("cmd.exe", "/d", "/c", "%IPC_COMMAND%"))
                .environment(all -> all.put("IPC_COMMAND", command))
            : of(List.of("/bin/sh", "-c", command)))
        .newGroup();
  }

  /** A command that runs. */
  interface Running {
    /** Waits for its end; its status as a shell has it. */
    int await() throws IOException;
  }

  /** Starts one whose standard input and output are a connection, which is its own from then on. */
  static Running serve(String command, Channel client) throws IOException {
    if (ON_WINDOWS) { // where a connection can't be a standard stream
      Child child = piped(command);
      return () -> passOn(client, child);
    }
    Passable connection = (Passable) client;
    Child child = launch(shell(command).lend(0, connection).give(1, connection));
    return () -> await(child);
  }

  private static int passOn(Channel client, Child child) throws IOException {
    int status;
    try (client) {
      new Exchange(Duplex.of(client), duplex(child, _ -> {})).run();
    } finally {
      status = finish(child);
    }
    return status;
  }

  /**
   * The standard input and output of a command as an endpoint.
   *
   * @param ended is told its status when it has ended
   */
  static Duplex connect(String command, IntConsumer ended) throws IOException {
    return duplex(piped(command), ended);
  }

  private static Child piped(String command) throws IOException {
    return launch(shell(command).input(Redirect.PIPE).output(Redirect.PIPE));
  }

  private static Duplex duplex(Child child, IntConsumer ended) {
    return new Duplex(
        child.output(),
        child.input(),
        child.input()::close,
        () -> child.waitFor(Duration.ZERO).isPresent(),
        () -> ended.accept(finish(child)));
  }

  /**
   * As in a shell's pipeline, it is waited for: it may have something to do after its input's end.
   */
  private static int finish(Child child) throws IOException {
    child.input().close();
    child.output().close();
    return await(child);
  }

  /** One that could not be started. */
  static final class NotStarted extends IOException {
    private static final long serialVersionUID = 1;
    private static final Set<String> MISSING =
        Set.of("ENOENT", "ERROR_FILE_NOT_FOUND", "ERROR_PATH_NOT_FOUND");

    NotStarted(IOException cause) {
      super(Messages.of(cause), cause);
    }

    /** What a shell ends with then. */
    int status() {
      return getCause() instanceof SystemError e && MISSING.contains(e.name()) ? 127 : 126;
    }
  }

  /** Runs one to its end, and returns its status as a shell has it. */
  static int run(Child.Builder builder) throws IOException {
    Child child;
    try {
      child = launch(builder);
    } catch (IOException e) {
      throw new NotStarted(e);
    }
    return await(child);
  }

  /** Leaves one to itself. */
  static void leave(Running command) {
    Thread.startVirtualThread(
        () -> {
          try {
            int _ = command.await();
          } catch (IOException e) {
            System.err.println("ipc: " + Messages.of(e)); // this client's affair only
          }
        });
  }

  /** Ends the tool with the status of its command: by the same signal, if it can. */
  static void end(int status) {
    Signal signal = last;
    if (signal != null && status == SIGNALED + signal.number()) {
      Exit.like(signal);
    }
  }

  private static int await(Child child) throws IOException {
    try (child) {
      return switch (child.waitFor()) {
        case ExitStatus.Exited(int code) -> code;
        case ExitStatus.Signaled(Signal signal, boolean _) -> {
          last = signal;
          yield SIGNALED + signal.number();
        }
      };
    } finally {
      RUNNING.remove(child);
    }
  }
}
