package dev.interprocess.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Peers in another language: Python's sockets, which share no code with ours. */
public final class Peers {
  private Peers() {}

  /** Runs a script; {@code s} is a new stream socket, {@code address()} turns @name abstract. */
  public static Process python(String script, String... arguments) throws IOException {
    return start(List.of(), script, arguments);
  }

  /** The same as user nobody: only root can. */
  public static Process pythonAsNobody(String script, String... arguments) throws IOException {
    return start(
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), script, arguments);
  }

  public static String outputOf(Process process) throws Exception {
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return output.strip();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> before, String script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("/usr/bin/python3", "-u", "-c", PROLOGUE + script));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static final String PROLOGUE =
      """
      import os, socket, sys, time
      def address(text):
          return text.replace('@', '\\0', 1)
      s = socket.socket(socket.AF_UNIX)
      s.settimeout(20)
      """;
}
