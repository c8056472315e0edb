package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.TestJvm;
import dev.interprocess.unix.Ignored;
import dev.interprocess.unix.Signal;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The signals that a child is started with: blocked, or ignored. */
class ChildSignalsTest {
  /** As the kernel has them: the first bit is signal 1. */
  private static String set(Signal... signals) {
    long set = 0;
    for (Signal signal : signals) {
      set |= 1L << (signal.number() - 1);
    }
    return "%016x".formatted(set);
  }

  private static String field(Child child, String name) throws Exception {
    // The shell on the way has become the program.
    Children.await(() -> Children.status(child.pid(), "Name").equals("cat"));
    return Children.status(child.pid(), name);
  }

  @Test
  void theBlockedAreBlocked() throws Exception {
    Signal[] signals = {Signal.HUP, Signal.TERM, Signal.realTime(0), Signal.of("RTMAX")};
    try (Child child = Child.command("cat").blocked(signals).start()) {
      assertThat(field(child, "SigBlk")).isEqualTo(set(signals));
      assertThat(field(child, "SigIgn")).isEqualTo(set());
      Signal.HUP.send(child.pid()); // waits
      child.input().write(new byte[] {'x'});
      assertThat(child.output().readFully(1)).containsExactly('x');
      assertThat(Children.status(child.pid(), "ShdPnd")).isEqualTo(set(Signal.HUP));
      assertThat(child.terminate(java.time.Duration.ZERO))
          .isEqualTo(new ExitStatus.Signaled(Signal.KILL, false));
    }
  }

  @Test
  void pythonFindsWhatIsBlockedWaiting() throws Exception {
    assertThat(
            Children.outputOf(
                Children.python(
                        "import os, signal; os.kill(os.getpid(), signal.SIGUSR1);"
                            + " print(signal.sigwaitinfo({signal.SIGUSR1}).si_signo)")
                    .blocked(Signal.USR1)))
        .isEqualTo(Integer.toString(Signal.USR1.number()));
  }

  @Test
  void theIgnoredAreIgnored() throws Exception {
    Signal[] signals = {Signal.HUP, Signal.INT, Signal.PIPE, Signal.realTime(3)};
    try (Child child = Child.command("cat").ignored(signals).start()) {
      assertThat(field(child, "SigIgn")).isEqualTo(set(signals));
      assertThat(field(child, "SigBlk")).isEqualTo(set());
      Signal.INT.send(child.pid());
      child.input().write(new byte[] {'x'});
      assertThat(child.output().readFully(1)).containsExactly('x');
      assertThat(child.terminate(Children.LONG))
          .isEqualTo(new ExitStatus.Signaled(Signal.TERM, false));
    }
  }

  @Test
  void whatThisProcessIgnoresIsPassedOnOnlyIfAsked() throws Exception {
    try (Ignored here = Signal.USR1.ignore();
        Child asked = Child.command("cat").ignored(here.signal()).start();
        Child other = Child.command("cat").start()) {
      assertThat(field(asked, "SigIgn")).isEqualTo(set(Signal.USR1));
      assertThat(field(other, "SigIgn")).isEqualTo(set());
      assertThat(Signal.USR1.isIgnored()).isTrue();
    }
    assertThat(Signal.USR1.isIgnored()).isFalse();
  }

  @Test
  void whatWasIgnoredAtTheStartIsPassedOnIfAsked() throws Exception {
    try (TestJvm jvm = TestJvm.start("trap '' HUP INT TSTP", PassingOn.class)) {
      assertThat(jvm.hear()).isEqualTo(set(Signal.HUP, Signal.INT, Signal.TSTP));
    }
  }

  /** Passes on what it was started with, directly: there is no shell in between. */
  static final class PassingOn {
    private PassingOn() {}

    public static void main(String[] arguments) throws Exception {
      Signal[] ignored = Signal.all().stream().filter(Signal::isIgnored).toArray(Signal[]::new);
      try (Child child = Child.command("cat").ignored(ignored).start()) {
        if (!Children.status(child.pid(), "Name").equals("cat")) {
          throw new AssertionError("by way of another program");
        }
        System.out.println(Children.status(child.pid(), "SigIgn"));
      }
    }
  }

  @Test
  void whatCanNotBeIsRefused() {
    for (Signal signal : new Signal[] {Signal.KILL, Signal.STOP, Signal.of(32)}) {
      assertThatThrownBy(() -> Child.command("cat").blocked(signal))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(signal.name());
      assertThatThrownBy(() -> Child.command("cat").ignored(signal))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(signal.name());
    }
    assertThatThrownBy(() -> Child.command("cat").ignored(Signal.CHLD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Child.command("nonexistent-program").ignored(Signal.INT).start())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("start nonexistent-program: No such file or directory (ENOENT)");
  }

  /** A shell stands before the program, which has no variables of such names itself. */
  @Test
  void theEnvironmentIsTheSameBehindAShell() throws Exception {
    Child.Builder plain = Child.command("env").environment(ChildSignalsTest::odd);
    Child.Builder behind = Child.command("env").environment(ChildSignalsTest::odd);
    assertThat(Children.outputOf(behind.ignored(Signal.USR1)).lines())
        .containsExactlyInAnyOrderElementsOf(Children.outputOf(plain).lines().toList());
  }

  private static void odd(Map<String, String> variables) {
    variables.keySet().retainAll(Set.of("PATH"));
    variables.put("my.var", "a value");
    variables.put("BASH_FUNC_f%%", "() { :; }");
    variables.put("usual", "=");
  }

  @Test
  void theProgramIsFoundOnThePathOfThisProcess() throws Exception {
    Child.Builder builder =
        Child.command("true").environment(all -> all.put("PATH", "/nonexistent"));
    try (Child child = builder.ignored(Signal.USR1).start()) {
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }
  }
}
