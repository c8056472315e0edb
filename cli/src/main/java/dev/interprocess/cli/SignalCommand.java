package dev.interprocess.cli;

import dev.interprocess.Platform;
import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc signal}: signals with their origin and value. */
final class SignalCommand implements Tool {
  private static final List<String> OF_WATCH = List.of("--count", "--timeout");

  private enum Action {
    SEND,
    WATCH,
    LIST
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc signal watch --json RTMIN+3 USR1",
            "Sends a signal, watches for some, or lists all of this system.",
            "send takes a process and a signal; watch takes signals, which do not have their usual",
            "effect on ipc then, and prints each that comes, with its origin.",
            "A signal is TERM, SIGTERM, 15 or RTMIN+3; on Windows an event of the console or a signal",
            "of C, and what it is sent to is a group of processes.")
        .addPositional(Specs.parameter(0, "send|watch|list", Action.class, "What to do."))
        .addPositional(
            PositionalParamSpec.builder()
                .index("1..*")
                .paramLabel("PID SIGNAL|SIGNAL")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .description("send: the process and the signal; watch: the signals.")
                .build())
        .addOption(
            Specs.option(
                "--value", "N", Integer.class, "Send it with this value, as sigqueue does."))
        .addOption(Specs.option("--count", "N", Integer.class, "End after so many signals."))
        .addOption(
            Specs.option("--timeout", "D", Duration.class, "How long to wait for each signal."))
        .addOption(Specs.flag("--json", "Print JSON: with watch one object a line."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Action action = arguments.matchedPositional(0).getValue();
    List<String> words = arguments.matchedPositionalValue(1, List.<String>of());
    boolean json = arguments.hasMatchedOption("--json");
    check(arguments, action);
    if (Platform.supports(Platform.Feature.CONSOLE_EVENTS)) {
      switch (action) {
        case SEND -> WindowsEvents.send(arguments, words);
        case WATCH -> WindowsEvents.watch(arguments, words, json);
        case LIST -> WindowsEvents.list(json);
      }
      return ExitCode.OK;
    }
    switch (action) {
      case SEND -> send(arguments, words);
      case WATCH -> watch(arguments, words, json);
      case LIST -> {
        if (!words.isEmpty()) {
          throw Specs.wrongUsage(arguments, "list: takes no signal");
        }
        SignalList.print(json);
      }
    }
    return ExitCode.OK;
  }

  private static void check(ParseResult arguments, Action action) {
    if (action != Action.SEND && arguments.hasMatchedOption("--value")) {
      throw Specs.wrongUsage(arguments, "--value goes with send");
    }
    if (action == Action.SEND && arguments.hasMatchedOption("--json")) {
      throw Specs.wrongUsage(arguments, "--json goes with watch and list");
    }
    for (String option : OF_WATCH) {
      if (action != Action.WATCH && arguments.hasMatchedOption(option)) {
        throw Specs.wrongUsage(arguments, option + " goes with watch");
      }
    }
    @Nullable Integer count = arguments.matchedOptionValue("--count", null);
    if (count != null && count <= 0) {
      throw Specs.wrongUsage(arguments, "--count: not positive");
    }
  }

  private static void send(ParseResult arguments, List<String> words) throws IOException {
    if (words.size() != 2) {
      throw Specs.wrongUsage(arguments, "send: a process and a signal");
    }
    String process = words.getFirst();
    if (!process.matches("0*[1-9]\\d{0,9}") || Long.parseLong(process) > Integer.MAX_VALUE) {
      throw Specs.wrongUsage(arguments, "'" + process + "' is not the number of a process");
    }
    long pid = Long.parseLong(process);
    Signal signal = signal(arguments, words.get(1));
    @Nullable Integer value = arguments.matchedOptionValue("--value", null);
    if (value == null) {
      signal.send(pid);
    } else {
      signal.send(pid, value);
    }
  }

  private static Signal signal(ParseResult arguments, String name) {
    Signal signal;
    try {
      signal = Signal.of(name);
    } catch (IllegalArgumentException e) {
      throw Specs.wrongUsage(arguments, "'" + name + "' is not a signal: see 'ipc signal list'");
    }
    if (!Signal.all().contains(signal)) {
      throw Specs.wrongUsage(arguments, "signal " + signal + " is the C library's own");
    }
    return signal;
  }

  private static void watch(ParseResult arguments, List<String> words, boolean json)
      throws IOException {
    List<Signal> signals = new ArrayList<>();
    for (String word : words) {
      signals.add(signal(arguments, word));
    }
    if (signals.isEmpty()) {
      throw Specs.wrongUsage(arguments, "watch: which signal?");
    }
    @Nullable Integer count = arguments.matchedOptionValue("--count", null);
    @Nullable Duration timeout = arguments.matchedOptionValue("--timeout", null);
    String names = signals.stream().map(Signal::name).collect(Collectors.joining(" "));
    try (SignalReceiver<ReceivedSignal> receiver = open(arguments, signals)) {
      System.err.println("watching " + names);
      for (long left = count == null ? Long.MAX_VALUE : count; left > 0; left--) {
        SignalLine.print(next(receiver, timeout, names), json);
      }
    }
  }

  /** What can't be received is wrong usage: the command line alone shows it. */
  private static SignalReceiver<ReceivedSignal> open(ParseResult arguments, List<Signal> signals)
      throws IOException {
    try {
      return Signal.watch(signals.toArray(Signal[]::new));
    } catch (IllegalArgumentException e) {
      throw Specs.wrongUsage(arguments, "watch: " + e.getMessage());
    }
  }

  private static ReceivedSignal next(
      SignalReceiver<ReceivedSignal> receiver, @Nullable Duration timeout, String names)
      throws IOException {
    if (timeout == null) {
      return receiver.receive();
    }
    return receiver
        .receive(timeout)
        .orElseThrow(() -> new IOException("watch " + names + ": timed out"));
  }
}
