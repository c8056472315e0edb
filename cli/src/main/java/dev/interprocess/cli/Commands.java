package dev.interprocess.cli;

import dev.interprocess.Passable;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Commands that the tool starts. When a signal ends the tool, they end as well. */
final class Commands {
  private static final int SIGNALED = 128;
  private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();

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

  /** A command with the tool's own standard streams. */
  static Child.Builder of(List<String> words) {
    return Child.command(words.toArray(String[]::new))
        .input(Redirect.INHERIT)
        .output(Redirect.INHERIT)
        .error(Redirect.INHERIT);
  }

  /** In a group of its own, so that what the shell has started ends with it. */
  private static Child.Builder shell(String command) {
    return of(List.of("/bin/sh", "-c", command)).newGroup();
  }

  /** One whose standard input and output are a connection, which is its own from its start on. */
  static Child.Builder shell(String command, Channel connection) {
    Passable passable = (Passable) connection;
    return shell(command).lend(0, passable).give(1, passable);
  }

  /** The standard input and output of a command as an endpoint. */
  static Duplex connect(String command) throws IOException {
    Child child = launch(shell(command).input(Redirect.PIPE).output(Redirect.PIPE));
    return new Duplex(
        child.output(),
        child.input(),
        child.input()::close,
        () -> child.waitFor(Duration.ZERO).isPresent(),
        () -> finish(child));
  }

  /**
   * As in a shell's pipeline, it is waited for: it may have something to do after its input's end.
   */
  private static void finish(Child child) throws IOException {
    child.input().close();
    child.output().close();
    await(child);
  }

  /** Runs one to its end, and returns its status as a shell has it. */
  static int run(Child.Builder builder) throws IOException {
    return await(launch(builder));
  }

  /** Starts one, and leaves it to itself. */
  static void start(Child.Builder builder) throws IOException {
    Child child = launch(builder);
    Thread.startVirtualThread(
        () -> {
          try {
            await(child);
          } catch (IOException e) {
            System.err.println("ipc: " + Messages.of(e)); // this client's affair only
          }
        });
  }

  private static int await(Child child) throws IOException {
    try (child) {
      return switch (child.waitFor()) {
        case ExitStatus.Exited(int code) -> code;
        case ExitStatus.Signaled(var signal, boolean _) -> SIGNALED + signal.number();
      };
    } finally {
      RUNNING.remove(child);
    }
  }
}
