package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc signal send} and {@code list}, against bash, Python and the kernel. */
final class ToolSignalSendTest {
  private static final String RECEIVE =
      """
      import signal, sys
      number = int(sys.argv[1])
      signal.pthread_sigmask(signal.SIG_BLOCK, {number})
      print("ready", flush=True)
      info = signal.sigwaitinfo({number})
      print(info.si_signo, info.si_code, info.si_pid)
      """;

  private static String pid(RunningProgram program) {
    return Long.toString(program.process().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "SIGTERM", "sigterm", "15"})
  void aSignalByEachOfItsNames(String name) throws Exception {
    try (RunningProgram sleep = RunningProgram.start(new ProcessBuilder("sleep", "100"))) {
      assertThat(ToolProcess.run("signal", "send", pid(sleep), name))
          .isEqualTo(new ToolProcess.Result(0, "", List.of()));
      assertThat(sleep.awaitExit()).isEqualTo(143);
    }
  }

  @Test
  void aTrapOfBashIsCalled() throws Exception {
    try (RunningProgram bash =
        RunningProgram.start(
            new ProcessBuilder(
                "bash", "-c", "trap 'echo got it; exit 3' RTMIN+4; echo ready; read -r line"))) {
      bash.awaitOutputLine("ready");
      assertThat(ToolProcess.run("signal", "send", pid(bash), "RTMIN+4").code()).isZero();
      assertThat(bash.awaitExit()).isEqualTo(3);
      assertThat(bash.outputLines()).containsExactly("ready", "got it");
    }
  }

  @Test
  void withAValueItIsQueued() throws Exception {
    String number = ToolProcess.runScript("kill -l RTMIN+2").output().strip();
    try (RunningProgram python =
        RunningProgram.start(new ProcessBuilder("python3", "-c", RECEIVE, number))) {
      python.awaitOutputLine("ready");
      RunningProgram tool =
          ToolProcess.start("signal", "send", pid(python), "RTMIN+2", "--value", "-5");
      try (tool) {
        assertThat(tool.awaitExit()).isZero();
      }
      assertThat(python.awaitExit()).isZero();
      // -1 is SI_QUEUE; Python does not tell the value, which the next test sees.
      assertThat(python.outputLines().getLast()).isEqualTo(number + " -1 " + tool.process().pid());
    }
  }

  @Test
  void oneToolReceivesWhatTheOtherSends() throws Exception {
    try (RunningProgram watch =
        ToolProcess.start("signal", "watch", "RTMAX", "--json", "--count", "1")) {
      watch.awaitErrorLine("watching ");
      assertThat(ToolProcess.run("signal", "send", pid(watch), "RTMAX", "--value", "-5").code())
          .isZero();
      assertThat(watch.awaitExit()).isZero();
      assertThat((Map<?, ?>) JsonValues.parse(watch.output()))
          .asString()
          .contains("signal=RTMIN+30, code=queue", "value=-5, dropped=0");
    }
  }

  @Test
  void whatFailsIsTold() throws Exception {
    RunningProgram gone = RunningProgram.start(new ProcessBuilder("true"));
    gone.awaitExit();
    assertThat(ToolProcess.run("signal", "send", pid(gone), "TERM"))
        .isEqualTo(
            new ToolProcess.Result(
                1,
                "",
                List.of(
                    "ipc: send signal TERM to process %s: No such process (ESRCH)"
                        .formatted(pid(gone)))));
  }

  @Test
  void listIsWhatTheShellKnows() throws Exception {
    ToolProcess.Result list = ToolProcess.run("signal", "list");
    assertThat(list.code()).isZero();
    assertThat(list.output().lines())
        .first()
        .asString()
        .matches("NUMBER +NAME +TEXT +DEFAULT +JVM *");
    assertThat(list.output().lines().skip(1))
        .hasSize(62)
        .anyMatch(line -> line.matches("15 +TERM +Terminated +terminate +uses it *"))
        .anyMatch(line -> line.matches("17 +CHLD +Child exited +ignore *"));

    List<?> all = (List<?>) JsonValues.parse(ToolProcess.run("signal", "list", "--json").output());
    assertThat(all).hasSize(62);
    for (Object each : all) {
      Map<?, ?> signal = (Map<?, ?>) each;
      String name = String.valueOf(signal.get("name"));
      String number = String.valueOf(signal.get("number"));
      assertThat(ToolProcess.runScript("kill -l \"$1\"", name).output().strip()).isEqualTo(number);
    }
    assertThat((Map<?, ?>) all.get(8))
        .asString()
        .isEqualTo("{number=9, name=KILL, text=Killed, default=terminate, usedByJvm=false}");
  }
}
