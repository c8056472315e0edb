package dev.interprocess.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * The command that serves the clients of {@code ipc listen}, if there is one.
 *
 * @param exec what the shell runs for each client, null without {@code --exec}
 * @param activated what gets the listener itself, empty without {@code --activate}
 */
record ServerCommand(@Nullable String exec, List<String> activated) {

  static ServerCommand of(ParseResult arguments, Endpoint endpoint) {
    @Nullable String exec = arguments.matchedOptionValue("--exec", null);
    List<String> activated = arguments.matchedPositionalValue(1, List.of());
    boolean activates = arguments.hasMatchedOption("--activate");
    if (activates == activated.isEmpty()) {
      String what =
          activates
              ? "--activate: which COMMAND?"
              : activated.getFirst() + ": a command is only for --activate";
      throw Specs.wrongUsage(arguments, what);
    }
    if (activates) {
      exclude(
          arguments,
          "--activate",
          "--exec",
          "--echo",
          "--receive-fd",
          "--print-peer",
          "--keep",
          "--count");
    } else if (exec != null) {
      exclude(arguments, "--exec", "--echo", "--receive-fd");
    }
    if ((activates || exec != null) && endpoint.kind() == Endpoint.Kind.DATAGRAM) {
      throw Specs.wrongUsage(arguments, "datagram: has no connections that a command could have");
    }
    return new ServerCommand(exec, activated);
  }

  private static void exclude(ParseResult arguments, String option, String... others) {
    Stream.of(others)
        .filter(arguments::hasMatchedOption)
        .findFirst()
        .ifPresent(
            other -> {
              throw Specs.wrongUsage(arguments, other + " and " + option + " exclude each other");
            });
  }
}
