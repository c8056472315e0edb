package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A program that has a terminal: Python's pty is its other side. Killed when the test is over. */
record PseudoTerminal(Process process, StringBuilder screen) implements AutoCloseable {
  private static final String BRIDGE = "import pty, sys; pty.spawn(sys.argv[1:])";

  static PseudoTerminal start(List<String> program) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", BRIDGE));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PS1", "shell> ");
    return new PseudoTerminal(builder.start(), new StringBuilder());
  }

  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Reads what is printed up to that text, and gives what came before it. */
  String await(String text) throws IOException {
    InputStream output = process.getInputStream();
    byte[] buffer = new byte[1024];
    while (screen.indexOf(text) < 0) {
      int length = output.read(buffer);
      if (length < 0) {
        throw new AssertionError("it ended without \"" + text + "\": " + screen);
      }
      screen.append(new String(buffer, 0, length, UTF_8));
    }
    int begin = screen.indexOf(text);
    String before = screen.substring(0, begin);
    screen.delete(0, begin + text.length());
    return before;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
