package dev.interprocess.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of what the command line alone shows to be wrong. */
final class Usage {
  private Usage() {}

  static void requireLocalSocket(CommandSpec spec, Endpoint endpoint) {
    if (!endpoint.kind().isLocalSocket()) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' can't be used with %s: local:NAME, unix:PATH or abstract:NAME"
              .formatted(endpoint, spec.name()));
    }
  }
}
