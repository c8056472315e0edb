package dev.interprocess.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The parts that command lines are made of, and what is wrong with one beyond its grammar. */
final class Specs {
  static final String LOCAL_SOCKETS = "local:NAME, unix:PATH or abstract:NAME";

  private Specs() {}

  static CommandSpec command(String example, String... description) {
    CommandSpec spec =
        CommandSpec.create()
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Shows this help.")
                    .build())
            .addOption(flag("--debug", "Shows the stack trace of an error."));
    spec.usageMessage().description(description).footer("", "Example: " + example);
    return spec;
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }

  static OptionSpec option(String name, String label, Class<?> type, String description) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).paramLabel(label).type(type).arity("1").description(description);
    if (type.isEnum()) {
      Words words = new Words(type);
      option.converters(words).completionCandidates(words);
    }
    return option.build();
  }

  static PositionalParamSpec parameter(int index, String label, Class<?> type, String description) {
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .index(Integer.toString(index))
            .paramLabel(label)
            .type(type)
            .arity("1")
            .required(true)
            .description(description);
    if (type.isEnum()) {
      Words words = new Words(type);
      parameter.converters(words).completionCandidates(words);
    }
    return parameter.build();
  }

  static Endpoint localSocket(ParseResult arguments) {
    Endpoint endpoint = arguments.matchedPositional(0).getValue();
    if (!endpoint.kind().isLocalSocket()) {
      throw wrongUsage(
          arguments,
          "'%s' can't be used with %s: %s"
              .formatted(endpoint, arguments.commandSpec().name(), LOCAL_SOCKETS));
    }
    return endpoint;
  }

  static ParameterException wrongUsage(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }
}
