package dev.interprocess.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Runs a command line. Exit codes: 0 done, 2 wrong usage, 1 everything else. */
public final class Main {
  // Their models are costly to build, so only that of the chosen command is, see commandLine.
  private static final Map<String, Supplier<Object>> COMMANDS =
      Map.of(
          "demo", DemoCommand::new,
          "listen", ListenCommand::new,
          "connect", ConnectCommand::new,
          "relay", RelayCommand::new,
          "list", ListCommand::new,
          "doctor", DoctorCommand::new,
          "completion", CompletionCommand::new);

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return commandLine(arguments).execute(arguments);
  }

  /** The model of the command that the arguments name, or of all where help may list them. */
  private static CommandLine commandLine(String[] arguments) {
    String chosen = arguments.length > 0 ? arguments[0] : "";
    CommandLine commandLine = new CommandLine(new IpcCommand());
    Supplier<Object> command = COMMANDS.get(chosen);
    if (command != null && !chosen.equals("completion")) {
      commandLine.addSubcommand(chosen, command.get());
    } else if (!chosen.equals("--version")) {
      for (String name : IpcCommand.ORDER) {
        commandLine.addSubcommand(
            name, Optional.ofNullable(COMMANDS.get(name)).orElseThrow().get());
      }
    }
    return commandLine
        .registerConverter(Endpoint.class, Endpoint::parse)
        .registerConverter(java.time.Duration.class, Durations::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e, arguments));
  }

  private static int wrongUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ipc: " + e.getMessage());
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, String[] arguments) {
    if (java.util.List.of(arguments).contains("--debug")) {
      e.printStackTrace();
    } else {
      System.err.println("ipc: " + Messages.of(e));
    }
    return ExitCode.SOFTWARE;
  }
}
