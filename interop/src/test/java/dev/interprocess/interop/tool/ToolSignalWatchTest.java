package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code ipc signal watch}: what kill, bash, Python and C's sigqueue send arrives with its origin.
 */
final class ToolSignalWatchTest {
  private static final String SIGQUEUE =
      """
      import ctypes, os, sys
      class Value(ctypes.Union):
          _fields_ = [("int", ctypes.c_int), ("pointer", ctypes.c_void_p)]
      libc = ctypes.CDLL(None, use_errno=True)
      libc.sigqueue.argtypes = [ctypes.c_int, ctypes.c_int, Value]
      for word in sys.argv[3:]:
          if libc.sigqueue(int(sys.argv[1]), int(sys.argv[2]), Value(int=int(word))):
              raise OSError(ctypes.get_errno(), "sigqueue")
      print(os.getpid())
      """;

  private static RunningProgram watching(String... arguments) throws Exception {
    RunningProgram tool = ToolProcess.start(arguments);
    tool.awaitErrorLine("watching ");
    return tool;
  }

  private static String pid(RunningProgram tool) {
    return Long.toString(tool.process().pid());
  }

  private static String run(String... command) throws Exception {
    try (RunningProgram program = RunningProgram.start(new ProcessBuilder(command))) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      return program.output().strip();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(String line) throws Exception {
    return (Map<String, Object>) JsonValues.parse(line);
  }

  @Test
  void killArrivesWithItsSender() throws Exception {
    try (RunningProgram tool = watching("signal", "watch", "USR1", "--count", "1", "--json")) {
      assertThat(tool.errorLines()).containsExactly("watching USR1");
      String sender = run("bash", "-c", "kill -USR1 " + pid(tool) + "; echo $$");
      assertThat(tool.awaitExit()).isZero();
      assertThat(tool.outputLines()).hasSize(1);
      String uid = run("id", "-u");
      assertThat(json(tool.outputLines().getFirst()).toString())
          .isEqualTo(
              "{signal=USR1, code=user, pid=%s, uid=%s, value=null, dropped=0}"
                  .formatted(sender, uid));
    }
  }

  @Test
  void theProgramKillIsASenderToo() throws Exception {
    try (RunningProgram tool = watching("signal", "watch", "SIGHUP", "RTMIN+5", "--count=2")) {
      assertThat(tool.errorLines()).containsExactly("watching HUP RTMIN+5");
      run("/bin/kill", "-HUP", pid(tool));
      tool.awaitOutputLine("HUP user pid ");
      run("/bin/kill", "-s", "RTMIN+5", pid(tool));
      assertThat(tool.awaitExit()).isZero();
      assertThat(tool.outputLines())
          .satisfiesExactly(
              line -> assertThat(line).matches("HUP user pid \\d+ uid \\d+"),
              line -> assertThat(line).matches("RTMIN\\+5 user pid \\d+ uid \\d+"));
    }
  }

  @Test
  void valuesOfSigqueueArriveInOrder() throws Exception {
    try (RunningProgram tool = watching("signal", "watch", "RTMIN+3", "--json", "--count", "4")) {
      String signal = run("bash", "-c", "kill -l RTMIN+3");
      String sender =
          run("python3", "-c", SIGQUEUE, pid(tool), signal, "7", "-2147483648", "0", "2147483647");
      assertThat(tool.awaitExit()).isZero();
      List<Object> values = new ArrayList<>();
      for (String line : tool.outputLines()) {
        Map<String, Object> received = json(line);
        values.add(received.get("value"));
        assertThat(received)
            .containsEntry("signal", "RTMIN+3")
            .containsEntry("code", "queue")
            .containsEntry("pid", sender)
            .containsEntry("dropped", "0");
      }
      assertThat(values).containsExactly("7", "-2147483648", "0", "2147483647");
    }
  }

  @Test
  void pythonSendsThroughAPidfd() throws Exception {
    try (RunningProgram tool = watching("signal", "watch", "TERM", "--json", "--count", "1")) {
      String sender =
          run(
              "python3",
              "-c",
              "import os, signal, sys; fd = os.pidfd_open(int(sys.argv[1]));"
                  + " signal.pidfd_send_signal(fd, signal.SIGTERM); print(os.getpid())",
              pid(tool));
      assertThat(tool.awaitExit()).isZero();
      assertThat(json(tool.outputLines().getFirst()))
          .containsEntry("signal", "TERM")
          .containsEntry("code", "user")
          .containsEntry("pid", sender);
    }
  }

  @Test
  void eachLineIsThereAtOnceAndAClosedOutputEndsIt() throws Exception {
    try (RunningProgram script =
        ToolProcess.startScript("\"$IPC\" signal watch WINCH | head -1; exit ${PIPESTATUS[0]}")) {
      script.awaitErrorLine("watching ");
      ProcessHandle tool =
          script
              .process()
              .descendants()
              .filter(each -> each.info().command().orElse("").endsWith("/java"))
              .findFirst()
              .orElseThrow();
      run("kill", "-WINCH", Long.toString(tool.pid()));
      script.awaitOutputLine("WINCH user pid ");
      // head is gone, sooner or later. By default this signal does nothing, as one may come too
      // late.
      while (tool.isAlive()) {
        new ProcessBuilder("kill", "-WINCH", Long.toString(tool.pid())).start().waitFor();
      }
      assertThat(script.awaitExit()).isEqualTo(128 + 13); // SIGPIPE
      assertThat(script.errorLines()).singleElement().asString().startsWith("watching ");
    }
  }

  @Test
  void waitingEndsWithItsTime() throws Exception {
    assertThat(ToolProcess.run("signal", "watch", "RTMIN", "--timeout", "10ms"))
        .isEqualTo(
            new ToolProcess.Result(
                1, "", List.of("watching RTMIN", "ipc: watch RTMIN: timed out")));
  }

  @Test
  void whatIsNotWatchedEndsItAsEver() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript(
            "env --default-signal=INT \"$IPC\" signal watch USR1 2>&1 |"
                + " { read -r line; echo \"$line\"; kill -INT $(pgrep -P $$ java); cat; };"
                + " exit ${PIPESTATUS[0]}");
    assertThat(result).isEqualTo(new ToolProcess.Result(130, "watching USR1\n", List.of()));
  }
}
