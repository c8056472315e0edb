package dev.interprocess.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code ipc}. */
interface Tool {
  /**
   * Its command line. Built by calls, not by annotations: reading those takes longer than all else
   * that the start of the tool does.
   */
  CommandSpec spec();

  /** Does it, and returns the exit code. */
  int run(ParseResult arguments) throws Exception;
}
