package dev.interprocess.interop.tool;

import dev.interprocess.interop.Project;
import dev.interprocess.interop.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the tool through its launcher, which builds it when that is due. */
final class ToolProcess {
  private static final String IPC = built(Project.root().resolve("ipc").toString());

  /** How a run has ended. */
  record Result(int code, String output, List<String> errorLines) {}

  private ToolProcess() {}

  /** Lets the launcher build what is stale, and say so, before a test looks at what it prints. */
  private static String built(String launcher) {
    try (RunningProgram tool = RunningProgram.start(new ProcessBuilder(launcher, "--version"))) {
      if (tool.awaitExit() != 0) {
        throw new IllegalStateException("the tool does not run: " + tool);
      }
      return launcher;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the tool does not run", e);
    }
  }

  static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(IPC));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  static RunningProgram start(String... arguments) throws IOException {
    return RunningProgram.start(command(arguments));
  }

  /** Starts one that listens, and waits until it does. */
  static RunningProgram listening(String... arguments) throws IOException, InterruptedException {
    return awaitListening(start(arguments));
  }

  static RunningProgram awaitListening(RunningProgram tool) throws InterruptedException {
    tool.awaitErrorLine("listening ");
    return tool;
  }

  /** Runs it to its end, with nothing on its standard input. */
  static Result run(String... arguments) throws IOException, InterruptedException {
    return runWithInput("", arguments);
  }

  static Result runWithInput(String input, String... arguments)
      throws IOException, InterruptedException {
    return finish(start(arguments), input);
  }

  /**
   * Starts a script of bash that finds the tool in {@code $IPC} and its own arguments in {@code $1}
   * and so on: for pipelines, and for arguments of any bytes in any locale.
   */
  static RunningProgram startScript(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("IPC", IPC);
    return RunningProgram.start(builder);
  }

  /** Runs such a script to its end, with nothing on its standard input. */
  static Result runScript(String script, String... arguments)
      throws IOException, InterruptedException {
    return finish(startScript(script, arguments), "");
  }

  private static Result finish(RunningProgram started, String input)
      throws IOException, InterruptedException {
    try (RunningProgram program = started) {
      if (!input.isEmpty()) {
        program.send(input);
      }
      program.endInput();
      int code = program.awaitExit();
      return new Result(code, program.output(), program.errorLines());
    }
  }

  /** The endpoint of a path. */
  static String unix(Path path) {
    return "unix:" + path;
  }
}
