package dev.interprocess.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test has started. Its close ends it, by force if need be. */
public final class RunningProgram implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final Gathered output;
  private final Gathered errors;
  private final String description;

  private RunningProgram(Process process, String description) {
    this.process = process;
    this.description = description;
    // Empty if the program writes to a file instead.
    this.output = Gathered.from(process.getInputStream());
    this.errors = Gathered.from(process.getErrorStream());
  }

  public static RunningProgram start(ProcessBuilder builder) throws IOException {
    return new RunningProgram(builder.start(), String.join(" ", builder.command()));
  }

  public Process process() {
    return process;
  }

  /** Sends text to its standard input. */
  public void send(String text) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write(text.getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** The first line on its standard output that begins so. */
  public String awaitOutputLine(String beginning) throws InterruptedException {
    return output.awaitLine(line -> line.startsWith(beginning)).orElseThrow(() -> no(beginning));
  }

  /** The first line on its standard error that begins so. */
  public String awaitErrorLine(String beginning) throws InterruptedException {
    return errors.awaitLine(line -> line.startsWith(beginning)).orElseThrow(() -> no(beginning));
  }

  /** Waits for a text on its standard output that need not end with a line feed. */
  public void awaitOutput(String text) throws InterruptedException {
    output.awaitText(text);
    if (!output.text().contains(text)) {
      throw no(text);
    }
  }

  private AssertionError no(String text) {
    return new AssertionError("it ended without printing \"%s\": %s".formatted(text, this));
  }

  /** Its exit code, once it has ended by itself and all that it printed is there. */
  public int awaitExit() throws InterruptedException {
    int code = process.waitFor();
    output.awaitEnd();
    errors.awaitEnd();
    return code;
  }

  public String output() {
    return output.text();
  }

  public List<String> outputLines() {
    return output.lines();
  }

  public List<String> errorLines() {
    return errors.lines();
  }

  @Override
  public void close() {
    // Those that a script has started would outlive it.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "%s\nstdout: %s\nstderr: %s".formatted(description, output.text(), errors.text());
  }
}
