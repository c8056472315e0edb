package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that ends, or stops, by a signal, as its parent sees it. */
class RaiseDefaultTest {
  // By waitpid, which alone tells a signal from an exit code. A group of its own, as TSTP does
  // nothing in an orphaned one, which that of the tests may be.
  private static final String PARENT =
      """
      import os, sys
      pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, setpgroup=0)
      while True:
          _, status = os.waitpid(pid, os.WUNTRACED)
          if os.WIFSTOPPED(status):
              print('stopped', os.WSTOPSIG(status), flush=True)
              os.kill(pid, 18)
          else:
              break
      print(os.WIFSIGNALED(status), os.WTERMSIG(status))
      """;

  private static List<String> raise(String signal) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", PARENT));
    command.addAll(TestJvm.command(SignalProgram.class, "raise", signal));
    Process parent = new ProcessBuilder(command).start();
    return parent.inputReader().lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "KILL", "USR2", "RTMIN+4"})
  void endsItByThatSignalWithoutHooks(String signal) throws Exception {
    assertThat(raise(signal)).containsExactly("True " + Signal.of(signal).number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TSTP", "STOP"})
  void stopsItUntilItIsToGoOn(String signal) throws Exception {
    assertThat(raise(signal))
        .containsExactly("stopped " + Signal.of(signal).number(), "lives", "False 0");
  }

  @Test
  void ofWhatDoesNothingReturns() throws Exception {
    Signal.WINCH.raiseDefault();
    Signal.CONT.raiseDefault();
    assertThat(raise("URG")).containsExactly("lives", "False 0");
  }
}
