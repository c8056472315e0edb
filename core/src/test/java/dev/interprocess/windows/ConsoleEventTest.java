package dev.interprocess.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.interprocess.SignalReceiver;
import dev.interprocess.process.Child;
import dev.interprocess.process.WindowsChildren;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Wine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events of a console, in processes that have one, and one that has none. */
@OnWindows
class ConsoleEventTest {
  @Test
  void ctrlCIsReceivedAndThenTheJvmsAgain() throws Exception {
    assertThat(outputOf("CTRL_C")).isEqualTo("CTRL_C CTRL_C hook");
  }

  @Test
  void ctrlCIsTheSignalIntForWhoReceivesThat() throws Exception {
    try (Child child = WindowsChildren.java(Interrupted.class).error(Redirect.INHERIT).start()) {
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8))
          .isEqualTo("INT INT ");
    }
  }

  static final class Interrupted {
    public static void main(String[] none) throws Throwable {
      ownConsole();
      try (SignalReceiver<CSignal> receiver = CSignal.watch(CSignal.INT)) {
        for (int i = 0; i < 2; i++) {
          ConsoleEvent.CTRL_C.sendToGroup(0);
          System.out.print(receiver.receive(Duration.ofSeconds(20)).orElseThrow() + " ");
        }
      }
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void ctrlBreakIsReceived() throws Exception {
    assumeFalse(Wine.RUNS, "Wine calls no handler for CTRL_BREAK");
    assertThat(outputOf("CTRL_BREAK")).isEqualTo("CTRL_BREAK CTRL_BREAK");
  }

  private static String outputOf(String event) throws IOException {
    try (Child child = WindowsChildren.java(Program.class, event).error(Redirect.INHERIT).start()) {
      return new String(child.output().inputStream().readAllBytes(), UTF_8).strip();
    }
  }

  static final class Program {
    public static void main(String[] event) throws Throwable {
      ownConsole();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    System.out.print("hook");
                    System.out.flush();
                    Runtime.getRuntime().halt(0); // a console may keep a process otherwise
                  }));
      ConsoleEvent wanted = ConsoleEvent.valueOf(event[0]);
      try (SignalReceiver<ConsoleEvent> receiver = ConsoleEvent.watch(wanted)) {
        for (int i = 0; i < 2; i++) {
          wanted.sendToGroup(0);
          System.out.print(receiver.receive(Duration.ofSeconds(20)).orElseThrow() + " ");
        }
      }
      if (wanted == ConsoleEvent.CTRL_C) {
        wanted.sendToGroup(0);
        Thread.sleep(20_000);
      }
      Runtime.getRuntime().halt(0);
    }
  }

  /** Instead of the one that it may share with the tests. */
  @SuppressWarnings("restricted")
  private static void ownConsole() throws Throwable {
    SymbolLookup kernel32 = SymbolLookup.libraryLookup("kernel32.dll", Arena.global());
    for (String function : new String[] {"FreeConsole", "AllocConsole"}) {
      int _ =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      kernel32.findOrThrow(function), FunctionDescriptor.of(ValueLayout.JAVA_INT))
                  .invokeExact();
    }
  }

  @Test
  void withoutAConsoleThatIsSaid() throws Exception {
    try (Child child = WindowsChildren.java(WithoutConsole.class).error(Redirect.INHERIT).start()) {
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8).lines())
          .containsExactly(
              "watch [CTRL_C]: this process has no console",
              "send CTRL_BREAK to group 0: this process has no console");
    }
  }

  static final class WithoutConsole {
    @SuppressWarnings("restricted")
    public static void main(String[] none) throws Throwable {
      int _ =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      SymbolLookup.libraryLookup("kernel32.dll", Arena.global())
                          .findOrThrow("FreeConsole"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT))
                  .invokeExact();
      try {
        ConsoleEvent.watch(ConsoleEvent.CTRL_C);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
      try {
        ConsoleEvent.CTRL_BREAK.sendToGroup(0);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
      ConsoleEvent.watch(ConsoleEvent.SHUTDOWN).close(); // which services are told
    }
  }

  @Test
  void whatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> ConsoleEvent.CLOSE.sendToGroup(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ConsoleEvent.CTRL_C.sendToGroup(5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConsoleEvent.CTRL_BREAK.sendToGroup(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConsoleEvent.watch()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheLastEventsLeaveAGrace() {
    assertThat(ConsoleEvent.CTRL_C.grace()).isZero();
    assertThat(ConsoleEvent.CTRL_BREAK.grace()).isZero();
    assertThat(ConsoleEvent.CLOSE.grace()).isEqualTo(Duration.ofSeconds(5));
  }
}
