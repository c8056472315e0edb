package dev.interprocess.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command line. Exit codes: 0 done, 2 wrong usage, 1 everything else; those of commands that
 * it runs: {@link Commands}.
 */
public final class Main {
  private static final String VERSION = "0.1.0";

  private static final int SIGNALED = 128;

  private Main() {}

  public static void main(String[] arguments) {
    Exit.prepare();
    StandardOutput.prepare();
    int status = run(arguments);
    if (status != ExitCode.OK && !Exit.hasBegun()) {
      if (status > SIGNALED) {
        Commands.end(status);
      }
      // After a signal the tool ends by that. Not System.exit, which looks for a logger
      // first: all that has to be undone is by now.
      Runtime.getRuntime().halt(status);
    }
  }

  static int run(String... words) {
    String[] arguments = asHelpOption(words);
    int status = commandLine(arguments).execute(arguments);
    try {
      StandardOutput.check();
      return status;
    } catch (StandardOutput.Failed e) {
      return status == ExitCode.OK ? failed(e) : status;
    }
  }

  /** {@code ipc help} and {@code ipc help listen}, as other tools have it. */
  private static String[] asHelpOption(String[] words) {
    return words.length == 0 || !words[0].equals("help")
        ? words
        : words.length == 1 ? new String[] {"--help"} : new String[] {words[1], "--help"};
  }

  /** Says what went wrong; the exit code. */
  private static int failed(Exception e) {
    if (e instanceof StandardOutput.Failed output) {
      output.endByPipe();
    }
    System.err.println("ipc: " + Messages.of(e));
    return e instanceof Commands.NotStarted command ? command.status() : ExitCode.SOFTWARE;
  }

  /** The model of the command that the arguments name, or of all where help may list them. */
  private static CommandLine commandLine(String[] arguments) {
    CommandSpec ipc =
        Specs.command(
                "ipc demo", "Talks to the processes of this machine: local sockets and pipes.")
            .name("ipc")
            .version("ipc " + VERSION)
            .addOption(
                OptionSpec.builder("--version")
                    .versionHelp(true)
                    .description("Shows the version.")
                    .build());
    ipc.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Endpoints: local:NAME, unix:PATH, abstract:NAME, seqpacket:PATH|@NAME,",
            "datagram:PATH|@NAME; fifo:PATH, exec:COMMAND, stdio:, tcp:HOST:PORT (relay only).",
            "On Windows: local:NAME, pipe:NAME, pipe-message:NAME.",
            "Exit codes: 0 done, 2 wrong usage, 1 everything else. What runs a command ends",
            "with its code, with 128 + N if signal N ended it, 127 if there is no such command,",
            "126 if it can't be run. HUP, INT and TERM end ipc too, and so does PIPE if nobody",
            "reads standard output any more.",
            "",
            "Example: ipc demo");
    String chosen = arguments.length > 0 ? arguments[0] : "";
    boolean known =
        Arrays.stream(Tools.values()).anyMatch(tool -> tool.commandName().equals(chosen));
    boolean listed = chosen.equals("completion") || !(known || chosen.equals("--version"));
    for (Tools tool : Tools.values()) {
      if (listed || tool.commandName().equals(chosen)) {
        ipc.addSubcommand(tool.commandName(), tool.make().spec());
      }
    }
    return new CommandLine(ipc)
        // By itself it asks for the encodings by properties of older JDKs.
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setErr(new PrintWriter(System.err, true, System.err.charset()))
        .registerConverter(Endpoint.class, Endpoint::parse)
        .registerConverter(Duration.class, Durations::parse)
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionStrategy(Main::execute);
  }

  private static int execute(ParseResult result) {
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    ParseResult command = result.subcommand();
    if (command == null) {
      throw Specs.wrongUsage(result, "which command?");
    }
    try {
      return Tools.named(command.commandSpec().name()).run(command);
    } catch (ParameterException e) {
      throw e;
    } catch (Exception e) {
      if (Exit.hasBegun()) {
        return ExitCode.OK; // what a signal has closed; the tool ends by that signal
      }
      if (command.hasMatchedOption("--debug") || result.hasMatchedOption("--debug")) {
        e.printStackTrace();
      }
      return failed(e);
    }
  }

  private static String message(ParameterException e) {
    String message = e.getMessage();
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || e.getCommandLine().getCommandSpec().parent() != null
        || unmatched.isUnknownOption()) {
      return message == null ? "wrong usage" : message;
    }
    List<String> likely = unmatched.getSuggestions();
    return "unknown command '"
        + unmatched.getUnmatched().getFirst()
        + (likely.isEmpty() ? "'" : "'; did you mean " + String.join(" or ", likely) + "?");
  }

  private static int wrongUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ipc: " + message(e));
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }
}
