package dev.interprocess.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the tool tells of its progress on standard error, unless it is to be quiet. */
final class Notice {
  private static volatile boolean quiet;

  private Notice() {}

  static OptionSpec option() {
    return Specs.flag("--quiet", "Say nothing on standard error but what goes wrong.");
  }

  static void prepare(ParseResult arguments) {
    quiet = arguments.hasMatchedOption("--quiet");
  }

  static void say(String text) {
    if (!quiet) {
      System.err.println(text);
    }
  }
}
