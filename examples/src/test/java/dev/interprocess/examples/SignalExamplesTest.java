package dev.interprocess.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of signals, on a terminal, and under a shell that controls jobs. */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalExamplesTest {
  private static final String ENTER = "\033[?1049h";
  private static final String LEAVE = "\033[?1049l";

  @TempDir Path folder;

  @Test
  void windowSizeIsDrawnAnewWhenItChanges() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "tty; stty rows 20 cols 50; exec \"$0\" \"$@\""));
    command.addAll(Program.command(WindowSize.class));
    try (PseudoTerminal terminal = PseudoTerminal.start(command)) {
      String device = terminal.await("\r\n");
      terminal.await("rows and columns: 20 50");
      for (int rows = 30; rows < 35; rows++) {
        resize(device, rows);
        terminal.await("rows and columns: " + rows + " 100");
      }
    }
  }

  private static void resize(String device, int rows) throws Exception {
    Process stty =
        new ProcessBuilder("stty", "-F", device, "rows", Integer.toString(rows), "cols", "100")
            .inheritIO()
            .start();
    assertThat(stty.waitFor()).isZero();
  }

  @Test
  void reloadReadsAnewAndEndsByTheSignal() throws Exception {
    Path file = Files.writeString(folder.resolve("configuration"), "one");
    try (Program service = Program.start(Reload.class, file.toString())) {
      assertThat(service.line()).isEqualTo("started with one");
      Files.writeString(file, "two");
      String sender = "kill -HUP " + service.process().pid() + "; echo $$";
      Process shell = new ProcessBuilder("bash", "-c", sender).start();
      String pid = shell.inputReader().readLine();
      assertThat(service.line()).isEqualTo("reloaded for process " + pid + ": two");
      service.process().toHandle().destroy(); // that of Process closes its output
      assertThat(service.rest()).isEqualTo("cleaned up");
      assertThat(service.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void childEndsTellsWhatBecomesOfChildren() throws Exception {
    try (Program program = Program.start(ChildEnds.class)) {
      assertThat(program.rest())
          .isEqualTo(
              """
              the child has ended with code 3
              the child was stopped by STOP
              the child goes on
              the child was ended by TERM""");
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void fullScreenStopsAndGoesOnAsTheShellSays() throws Exception {
    try (PseudoTerminal terminal =
        PseudoTerminal.start(List.of("bash", "--norc", "--noprofile", "-i"))) {
      terminal.type("PS1='shell> '\n");
      terminal.type(quoted(Program.command(FullScreen.class)) + "\n");
      terminal.await(ENTER);
      terminal.await("all yours");
      for (int i = 0; i < 3; i++) {
        terminal.type("\u001a"); // Ctrl-Z
        terminal.await(LEAVE);
        terminal.await("Stopped");
        terminal.type("fg\n");
        terminal.await(ENTER);
        terminal.await("back again");
      }
      terminal.type("\u0003"); // Ctrl-C
      terminal.await(LEAVE);
      terminal.type("echo status $?\n");
      terminal.await("status 130");
    }
  }

  @Test
  void fullScreenIsDrawnAnewAfterAStopThatNobodyIsToldOf() throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "echo $$; exec \"$0\" \"$@\""));
    command.addAll(Program.command(FullScreen.class));
    try (PseudoTerminal terminal = PseudoTerminal.start(command)) {
      String pid = terminal.await("\r\n");
      terminal.await("all yours");
      kill("-STOP", pid);
      kill("-CONT", pid);
      terminal.await(ENTER);
      terminal.await("back again");
      kill("-TERM", pid);
      terminal.await(LEAVE);
    }
  }

  private static void kill(String signal, String pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor()).isZero();
  }

  private static String quoted(List<String> command) {
    StringBuilder line = new StringBuilder();
    for (String word : command) {
      line.append('\'').append(word).append("' ");
    }
    return line.toString();
  }
}
