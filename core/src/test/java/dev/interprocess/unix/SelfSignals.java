package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.SignalReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Signals to this very process, by programs that we did not write. */
final class SelfSignals {
  static final long PID = ProcessHandle.current().pid();
  static final Duration SOON = Duration.ofSeconds(10);

  private SelfSignals() {}

  /** By the system's {@code kill}; gives the number of its process. */
  static long kill(String signal) throws Exception {
    Process kill = new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(PID)).start();
    if (kill.waitFor() != 0) {
      throw new IOException(new String(kill.getErrorStream().readAllBytes(), UTF_8));
    }
    return kill.pid();
  }

  private static final String PRELUDE =
      """
      import ctypes, os, signal, fcntl, sys
      libc = ctypes.CDLL(None, use_errno=True)
      class Value(ctypes.Union):
          _fields_ = [('int', ctypes.c_int), ('ptr', ctypes.c_void_p)]
      def queue(number, value):
          if libc.sigqueue(pid, number, Value(int=value)):
              raise OSError(ctypes.get_errno(), 'sigqueue')
      pid = int(sys.argv[1])
      """;

  /** By Python, after {@code pid} was given its number and {@code queue(signal, value)} defined. */
  static long python(String script) throws Exception {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", PRELUDE + script, Long.toString(PID))
            .redirectErrorStream(true)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), UTF_8);
    if (python.waitFor() != 0) {
      throw new IOException(output);
    }
    return python.pid();
  }

  static ReceivedSignal next(SignalReceiver<ReceivedSignal> receiver) throws IOException {
    return receiver.receive(SOON).orElseThrow(() -> new AssertionError("no signal came"));
  }

  /** A line of {@code /proc/self/status} or of all threads, as it is. */
  static List<String> status(String path, String field) throws Exception {
    Process grep = new ProcessBuilder("sh", "-c", "grep -h ^" + field + " " + path).start();
    return grep.inputReader(UTF_8).lines().map(line -> line.replaceFirst(".*\\s", "")).toList();
  }
}
