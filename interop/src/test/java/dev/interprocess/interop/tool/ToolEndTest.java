package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc} ends by the signal that ended it, and leaves alone one that it was to ignore. */
final class ToolEndTest {
  @TempDir Path folder;

  /** Starts what its arguments say, sends a signal once it listens, and tells how it ended. */
  private static final String PARENT =
      """
      import signal, subprocess, sys
      ended = getattr(signal, sys.argv[1])
      for each in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
          signal.signal(each, signal.SIG_DFL)
      tool = subprocess.Popen(sys.argv[2:], stderr=subprocess.PIPE, text=True)
      while "listening" not in tool.stderr.readline():
          pass
      tool.send_signal(ended)
      rest = tool.stderr.read()
      status = tool.wait()
      print(signal.Signals(-status).name if status < 0 else status, rest, end="")
      """;

  @ParameterizedTest
  @CsvSource({
    "SIGINT, listen %s",
    "SIGTERM, listen --keep --echo %s",
    "SIGHUP, listen %s",
    "SIGINT, relay --keep %s unix:/nowhere",
    "SIGHUP, relay --keep tcp:127.0.0.1:0 %s",
    "SIGTERM, listen --keep %s --exec cat"
  })
  void byTheSignalThatHasEndedIt(String signal, String line) throws Exception {
    Path socket = folder.resolve("socket");
    String command = "exec python3 -c \"$1\" \"$2\" \"$IPC\" " + line.formatted("unix:" + socket);
    ToolProcess.Result result = ToolProcess.runScript(command, PARENT, signal);
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output().strip()).isEqualTo(signal);
    assertThat(socket).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"INT, -2", "TERM, -15", "HUP, -1", "KILL, 137", "QUIT, 131"})
  void byTheSignalThatHasEndedItsCommand(String signal, int status) throws Exception {
    String command =
        "python3 -c 'import subprocess, sys; print(subprocess.run(sys.argv[1:]).returncode)'"
            + " env --default-signal \"$IPC\" run -- sh -c \"kill -$1 \\$\\$\"";
    assertThat(ToolProcess.runScript(command, signal).output().strip())
        .isEqualTo(Integer.toString(status));
  }

  /** What bash does: it ends its script too, if a program was interrupted and died of it. */
  @Test
  void anInterruptedScriptEnds() throws Exception {
    String inner = "\"$IPC\" listen unix:\"$1\"; echo went on";
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            set -m
            env --default-signal=INT bash -c "$2" bash "$1" 2>&1 &
            until [[ -S $1 ]]; do sleep 0.05; done
            kill -INT -- -$!
            wait $!
            echo "status $?"
            """,
            folder.resolve("socket").toString(),
            inner);
    assertThat(result.output()).contains("status 130").doesNotContain("went on");
    assertThat(folder.resolve("socket")).doesNotExist();
  }

  @Test
  void timeoutSeesIt() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript(
            "timeout --preserve-status 2 \"$IPC\" listen unix:\"$1\"; echo $?;"
                + " timeout 2 \"$IPC\" listen unix:\"$1\"; echo $?",
            folder.resolve("socket").toString());
    assertThat(result.output().lines()).containsExactly("143", "124");
    assertThat(folder.resolve("socket")).doesNotExist();
  }

  @Test
  void jobControlStopsAndContinuesIt() throws Exception {
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            set -m
            "$IPC" listen --echo --keep unix:"$1" &
            until [[ -S $1 ]]; do sleep 0.05; done
            kill -TSTP %1
            until [[ $(ps -o state= -p $!) == T ]]; do sleep 0.05; done
            echo stopped
            bg %1 >&2
            echo through | "$IPC" connect unix:"$1"
            kill -TERM %1
            wait %1
            echo $?
            """,
            folder.resolve("socket").toString());
    assertThat(result.output().lines()).containsExactly("stopped", "through", "143");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nohup setsid", "env --ignore-signal=HUP", "setsid env --ignore-signal=HUP"})
  void anIgnoredSignalStaysIgnored(String before) throws Exception {
    Path socket = folder.resolve("socket");
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            %s "$IPC" listen --echo unix:"$1" </dev/null >/dev/null 2>&1 &
            until [[ -S $1 ]]; do sleep 0.05; done
            kill -HUP $!
            echo through | "$IPC" connect unix:"$1"
            wait $!
            echo $?
            """
                .formatted(before),
            socket.toString());
    assertThat(result.output().lines()).containsExactly("through", "0");
  }

  /** The set of the signals that a command ignores, as the kernel tells it. */
  private static final String IGNORED = "awk '/SigIgn/ { print $2 }' /proc/self/status";

  @ParameterizedTest
  @CsvSource({
    "HUP, 0000000000000001",
    "INT, 0000000000000002",
    "'HUP,INT,USR1,TSTP', 0000000000080203",
    "RTMIN+2, 0000000800000000"
  })
  void itStaysIgnoredInWhatTheToolStarts(String signals, String set) throws Exception {
    String[] names = signals.split(",", -1);
    String ignore = "env --default-signal --ignore-signal=" + String.join(",", names);
    String run = ignore + " \"$IPC\" run -- " + IGNORED;
    assertThat(ToolProcess.runScript(run).output().strip()).isEqualTo(set);
    String exec =
        ignore
            + " \"$IPC\" listen unix:\"$1\" --exec \"$2\" 2>/dev/null &"
            + " \"$IPC\" connect --retry 20s unix:\"$1\" </dev/null";
    assertThat(
            ToolProcess.runScript(exec, folder.resolve("socket").toString(), IGNORED)
                .output()
                .strip())
        .isEqualTo(set);
  }

  @Test
  void aBackgroundJobOfAScriptIsNotInterrupted() throws Exception {
    Path socket = folder.resolve("socket");
    // Without job control bash ignores INT for what it starts in the background.
    ToolProcess.Result result =
        ToolProcess.runScript(
            """
            "$IPC" listen --echo unix:"$1" 2>/dev/null &
            until [[ -S $1 ]]; do sleep 0.05; done
            kill -INT $!
            echo through | "$IPC" connect unix:"$1"
            wait $!
            echo $?
            """,
            socket.toString());
    assertThat(result.output().lines()).containsExactly("through", "0");
    assertThat(Files.exists(socket)).isFalse();
  }
}
