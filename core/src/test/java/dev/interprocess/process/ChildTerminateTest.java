package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.Signal;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ending a child: gently, then by force, with all its group. */
class ChildTerminateTest {
  @TempDir Path folder;

  private static final ExitStatus TERMINATED = new ExitStatus.Signaled(Signal.TERM, false);
  private static final ExitStatus KILLED = new ExitStatus.Signaled(Signal.KILL, false);

  /** Ignores SIGTERM, and says when it does. */
  private static final String STUBBORN = "trap '' TERM; echo; while :; do sleep 0.05; done";

  @ParameterizedTest
  @EnumSource
  void isGentleFirst(ThreadKind kind) throws Exception {
    try (Child child = Child.command("cat").start();
        Child cleaning =
            Children.shell("trap 'echo clean; exit 5' TERM; echo; while :; do sleep 0.02; done")
                .start()) {
      cleaning.output().readFully(1);
      Task.run(
              kind,
              () -> {
                assertThat(child.terminate(Children.LONG)).isEqualTo(TERMINATED);
                assertThat(cleaning.terminate(Children.LONG)).isEqualTo(new ExitStatus.Exited(5));
              })
          .get();
      assertThat(new String(cleaning.output().readFully(5), StandardCharsets.UTF_8))
          .isEqualTo("clean");
      assertThat(child.terminate(Duration.ZERO)).isEqualTo(TERMINATED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isForcedAfterTheGrace(ThreadKind kind) throws Exception {
    try (Child child = Children.shell(STUBBORN).start()) {
      child.output().readFully(1);
      assertThat(Task.start(kind, () -> child.terminate(Duration.ofMillis(50))).get())
          .isEqualTo(KILLED);
    }
  }

  @Test
  void isForcedAtOnceWithoutGrace() throws Exception {
    try (Child child = Child.command("cat").start()) {
      assertThat(child.terminate(Duration.ZERO)).isEqualTo(KILLED);
    }
    try (Child child = Child.command("cat").start()) {
      assertThatThrownBy(() -> child.terminate(Duration.ofMillis(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aChildThatHasEndedKeepsItsStatus() throws Exception {
    try (Child child = Children.shell("exit 3").start()) {
      Children.await(() -> Children.status(child.pid(), "State").startsWith("Z"));
      assertThat(child.terminate(Children.LONG)).isEqualTo(new ExitStatus.Exited(3));
      assertThat(child.terminate(Children.LONG)).isEqualTo(new ExitStatus.Exited(3));
    }
  }

  @Test
  void meansTheWholeGroupIfItHasItsOwn() throws Exception {
    try (Child child =
        Children.shell("(" + STUBBORN.replace("echo", "echo >&2") + ") & echo $!; exec cat")
            .newGroup()
            .start()) {
      long member = member(child);
      assertThat(child.terminate(Duration.ofMillis(100))).isEqualTo(TERMINATED);
      Children.await(() -> isGone(member));
    }
  }

  /** The leader ends at once, and its zombie must not look like a group that still runs. */
  @Test
  void leavesTheRestOfTheGroupItsGrace() throws Exception {
    Path done = folder.resolve("done");
    try (Child child =
        Children.shell(
                "(trap 'sleep 0.3; echo clean >"
                    + done
                    + "; exit' TERM; echo >&2; while :; do sleep 0.02; done) & echo $!; exec cat")
            .newGroup()
            .start()) {
      long member = member(child);
      assertThat(child.terminate(Children.LONG)).isEqualTo(TERMINATED);
      assertThat(isGone(member)).isTrue();
      assertThat(done).hasContent("clean\n");
    }
  }

  @Test
  void meansTheChildAloneIfItSharesOurs() throws Exception {
    try (Child child = Children.shell("sleep 100 & echo $!; echo >&2; exec cat").start()) {
      long member = member(child);
      assertThat(child.terminate(Children.LONG)).isEqualTo(TERMINATED);
      assertThat(ProcessHandle.of(member).orElseThrow().isAlive()).isTrue();
      ProcessHandle.of(member).orElseThrow().destroyForcibly();
    }
  }

  /** The process that runs in the background, once it has its trap. */
  private static long member(Child child) throws Exception {
    child.error().readFully(1);
    StringBuilder number = new StringBuilder();
    InputStream output = child.output().inputStream();
    for (int c = output.read(); c != '\n'; c = output.read()) {
      number.append((char) c);
    }
    return Long.parseLong(number.toString());
  }

  private static boolean isGone(long pid) throws Exception {
    return !Children.exists(pid) || Children.status(pid, "State").startsWith("Z");
  }

  @ParameterizedTest
  @EnumSource
  void canBeInterrupted(ThreadKind kind) throws Exception {
    try (Child child = Children.shell(STUBBORN).start()) {
      child.output().readFully(1);
      Task<ExitStatus> task = Task.start(kind, () -> child.terminate(Children.LONG)).awaitWaiting();
      task.thread().interrupt();
      assertThat(task.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(child.waitFor(Duration.ZERO)).isEmpty();
      assertThat(child.terminate(Duration.ZERO)).isEqualTo(KILLED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedCloseHasNoGrace(ThreadKind kind) throws Exception {
    Child child = Children.shell(STUBBORN).start();
    child.output().readFully(1);
    Task<Boolean> task =
        Task.start(
                kind,
                () -> {
                  child.close();
                  return Thread.currentThread().isInterrupted();
                })
            .awaitWaiting();
    task.thread().interrupt();
    assertThat(task.get()).isTrue();
    Children.await(() -> !Children.exists(child.pid()));
    assertThat(child.waitFor()).isEqualTo(KILLED);
  }

  @Test
  void closeEndsItAndLeavesNothing() throws Exception {
    Child child = Child.command("sleep", "100").start();
    child.close();
    assertThat(Children.exists(child.pid())).isFalse();
    assertThat(child.input().isOpen()).isFalse();
    assertThat(child.output().isOpen()).isFalse();
    assertThat(child.error().isOpen()).isFalse();
    child.close();
  }
}
