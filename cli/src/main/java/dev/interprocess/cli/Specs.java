package dev.interprocess.cli;

import dev.interprocess.Access;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The parts that command lines are made of, and what is wrong with one beyond its grammar. */
final class Specs {
  static final String LOCAL_SOCKETS =
      "local:NAME, unix:PATH, abstract:NAME, seqpacket:PATH or datagram:PATH (@NAME for an abstract"
          + " one); on Windows local:NAME, pipe:NAME or pipe-message:NAME";

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

  /** An option that may be given several times. */
  static OptionSpec options(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(description)
        .build();
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

  /** A command and its own arguments, up to the end of the line. */
  static PositionalParamSpec command(int index, String arity) {
    return PositionalParamSpec.builder()
        .index(index + "..*")
        .paramLabel("COMMAND")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(arity)
        .required(arity.startsWith("1"))
        .description("The command and its arguments.")
        .build();
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

  /** What {@code --mode} says; null without. */
  static @Nullable Access mode(ParseResult arguments) {
    @Nullable String mode = arguments.matchedOptionValue("--mode", null);
    if (mode == null) {
      return null;
    }
    if (!mode.matches("0?[0-7]{3}")) {
      throw wrongUsage(arguments, "--mode: '" + mode + "' is not an octal file mode like 0600");
    }
    StringBuilder symbolic = new StringBuilder();
    for (int bit = 8, bits = Integer.parseInt(mode, 8); bit >= 0; bit--) {
      symbolic.append((bits >> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
    }
    return Access.mode(PosixFilePermissions.fromString(symbolic.toString()));
  }
}
