package dev.interprocess.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The tool itself: what stands before the command. */
@Command(
    name = "ipc",
    version = "ipc " + IpcCommand.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    description = "Talks to the processes of this machine: local sockets and pipes.",
    footer = {
      "",
      "Endpoints: local:NAME, unix:PATH, abstract:NAME, stdio:, tcp:HOST:PORT (relay only).",
      "Exit codes: 0 done, 2 wrong usage, 1 everything else.",
      "",
      "Example: ipc demo"
    })
final class IpcCommand implements Runnable {
  static final String VERSION = "0.1.0";

  /** The commands as help lists them. */
  static final List<String> ORDER =
      List.of("demo", "listen", "connect", "relay", "list", "doctor", "completion");

  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows the stack trace of an error.")
  boolean debug;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
