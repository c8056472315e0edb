package dev.interprocess.process;

import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.SpawnEvent;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.process.ChildProcess;
import dev.interprocess.internal.process.CommandLine;
import dev.interprocess.internal.process.Environment;
import dev.interprocess.internal.process.Program;
import dev.interprocess.internal.signal.SignalSet;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts children on Unix. */
final class PosixStart {
  private static final String USUAL_PATH = "/bin:/usr/bin";

  private final ChildPlan plan;

  private PosixStart(ChildPlan plan) {
    this.plan = plan;
  }

  static Child start(ChildPlan plan) throws IOException {
    Kernel.requireKnown("child");
    return new PosixStart(plan).start();
  }

  private Child start() throws IOException {
    try (Inheritance inheritance = new Inheritance()) {
      String name = plan.name();
      OwnedDescriptor input = stream(inheritance, 0, "input of " + name);
      OwnedDescriptor output = stream(inheritance, 1, "output of " + name);
      OwnedDescriptor error = stream(inheritance, 2, "error of " + name);
      for (Map.Entry<Integer, Passable> descriptor : plan.descriptors.entrySet()) {
        inheritance.add(descriptor.getKey(), descriptor.getValue());
      }
      ChildProcess process = start(name, program(inheritance));
      inheritance.keepOurEnds();
      for (Passable passable : plan.given) {
        closeGiven(passable);
      }
      return new Child(
          new PosixChild(process),
          input == null ? null : new PipeWriteEnd(input, /* packets= */ false),
          output == null ? null : new PipeReadEnd(output, 0),
          error == null ? null : new PipeReadEnd(error, 0));
    }
  }

  private @Nullable OwnedDescriptor stream(Inheritance inheritance, int number, String name)
      throws IOException {
    return plan.descriptors.containsKey(number)
        ? null
        : inheritance.add(number, plan.streams[number], name);
  }

  private Program program(Inheritance inheritance) throws IOException {
    int folder = plan.directory == null ? Program.NONE : inheritance.directory(plan.directory);
    Map<String, String> variables = plan.environment;
    if (!plan.listenerNames.isEmpty()) {
      variables = new LinkedHashMap<>(variables != null ? variables : System.getenv());
      variables.put("LISTEN_FDS", Integer.toString(plan.listenerNames.size()));
      variables.put("LISTEN_FDNAMES", String.join(":", plan.listenerNames));
    }
    return new Program(
        CommandLine.bytes(command(variables != null ? variables : System.getenv())),
        variables != null ? Environment.bytes(variables) : Environment.bytes(),
        folder,
        inheritance.numbers(),
        plan.grouping,
        numbers(plan.blocked),
        numbers(plan.ignored),
        plan.endsWithParent);
  }

  private static long numbers(Set<Signal> signals) {
    return SignalSet.of(signals.stream().map(Signal::number).toList());
  }

  /** The words, behind those of the programs that do what {@code posix_spawn} can't. */
  private List<String> command(Map<String, String> variables) throws IOException {
    List<String> steps = new ArrayList<>();
    if (plan.endsWithParent) { // it may have ended before the kernel was told to watch
      steps.add("[ $PPID = " + ProcessHandle.current().pid() + " ] || exit");
    }
    if (!plan.listenerNames.isEmpty()) { // nobody else can tell it its number
      steps.add("export LISTEN_PID=$$");
    }
    for (Signal signal : plan.ignored) {
      if (!signal.isIgnored()) {
        steps.add("trap '' " + signal.number());
      }
    }
    if (steps.isEmpty()) {
      return plan.words;
    }
    List<String> words = new ArrayList<>(plan.words);
    words.set(0, program(plan.words.getFirst()));
    List<String> command = CommandLine.after(steps, CommandLine.within(variables, words));
    return plan.endsWithParent ? behindSetpriv(command) : command;
  }

  private static List<String> behindSetpriv(List<String> words) {
    if (CommandLine.find("setpriv", Path.of(""), path()).isEmpty()) {
      throw new UnsupportedOperationException("endWithParent: there is no setpriv here");
    }
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    command.addAll(words);
    return command;
  }

  /** The shell would be there, and tell of the program that is not by its own exit code only. */
  private String program(String name) throws IOException {
    Path from = plan.directory == null ? Path.of("") : plan.directory;
    return CommandLine.find(name, from, path())
        .orElseThrow(() -> SystemErrors.of(name, new ErrnoException("start", ENOENT)));
  }

  /** Where this process looks for programs. */
  private static String path() {
    return System.getenv().getOrDefault("PATH", USUAL_PATH);
  }

  private static ChildProcess start(String name, Program program) throws IOException {
    SpawnEvent event = Events.spawn();
    try {
      ChildProcess process = ChildProcess.start(program, name);
      if (event != null) {
        event.end(name, process.pid());
      }
      return process;
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
