package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.Signal;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a child ends, and who learns of it. */
class ChildEndTest {
  @Test
  void anExitCodeIsToldFromASignal() throws Exception {
    assertThat(end("exit 0")).isEqualTo(new ExitStatus.Exited(0));
    assertThat(end("exit 143")).isEqualTo(new ExitStatus.Exited(143)).hasToString("exit code 143");
    assertThat(end("kill -TERM $$"))
        .isEqualTo(new ExitStatus.Signaled(Signal.TERM, false))
        .hasToString("signal TERM");
    assertThat(end("kill -37 $$")).isEqualTo(new ExitStatus.Signaled(Signal.of("RTMIN+3"), false));
    assertThat(end("exit 0").isSuccess()).isTrue();
    assertThat(end("exit 1").isSuccess()).isFalse();
    assertThat(end("kill -KILL $$").isSuccess()).isFalse();
  }

  @Test
  void aDumpedCoreIsTold() throws Exception {
    // Without a limit of 0 it depends on where the machine keeps them: "may" is all that is sure.
    assertThat(end("ulimit -c 0; kill -ABRT $$"))
        .isEqualTo(new ExitStatus.Signaled(Signal.ABRT, false));
    assertThat(new ExitStatus.Signaled(Signal.ABRT, true)).hasToString("signal ABRT, core dumped");
  }

  private static ExitStatus end(String script) throws Exception {
    try (Child child = Children.shell(script).start()) {
      return child.waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAwaitedForATime(ThreadKind kind) throws Exception {
    try (Child child = Child.command("cat").start()) {
      Task.run(
              kind,
              () -> {
                assertThat(child.waitFor(Duration.ZERO)).isEmpty();
                assertThat(child.waitFor(Duration.ofMillis(20))).isEmpty();
                child.input().close();
                assertThat(child.waitFor(Children.LONG)).contains(new ExitStatus.Exited(0));
                assertThat(child.waitFor(Duration.ZERO)).contains(new ExitStatus.Exited(0));
                assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
              })
          .get();
      assertThatThrownBy(() -> child.waitFor(Duration.ofNanos(-1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsTheWaitAndNotTheChild(ThreadKind kind) throws Exception {
    try (Child child = Child.command("cat").start()) {
      Task<Boolean> wait =
          Task.start(
                  kind,
                  () -> {
                    assertThatThrownBy(child::waitFor)
                        .isExactlyInstanceOf(InterruptedIOException.class)
                        .hasMessage("wait for " + child + ": interrupted");
                    return Thread.currentThread().isInterrupted();
                  })
              .awaitWaiting();
      wait.thread().interrupt();
      assertThat(wait.get()).isTrue();
      assertThat(child.waitFor(Duration.ZERO)).isEmpty();
      child.input().close();
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsLearnIt(ThreadKind kind) throws Exception {
    try (Child child = Child.command("cat").start()) {
      List<Task<ExitStatus>> waits = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        waits.add(Task.start(kind, child::waitFor).awaitWaiting());
      }
      child.input().close();
      for (Task<ExitStatus> wait : waits) {
        assertThat(wait.get()).isEqualTo(new ExitStatus.Exited(0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingWhileOthersWaitGivesThemTheStatus(ThreadKind kind) throws Exception {
    Child child =
        Child.command("cat").lend(0, dev.interprocess.UnnamedPipe.create().reader()).start();
    Task<ExitStatus> wait = Task.start(kind, child::waitFor).awaitWaiting();
    Task<Optional<ExitStatus>> timed =
        Task.start(kind, () -> child.waitFor(Children.LONG)).awaitWaiting();
    child.close();
    assertThat(wait.get()).isEqualTo(new ExitStatus.Signaled(Signal.TERM, false));
    assertThat(timed.get()).contains(new ExitStatus.Signaled(Signal.TERM, false));
    child.close();
    assertThat(child.waitFor()).isEqualTo(new ExitStatus.Signaled(Signal.TERM, false));
  }

  @Test
  void aThousandAtOnceEachHaveTheirOwn() throws Exception {
    CountDownLatch allThere = new CountDownLatch(1000);
    List<Task<ExitStatus>> children = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String code = Integer.toString(i % 200);
      children.add(
          Task.start(
              ThreadKind.VIRTUAL,
              () -> {
                try (Child child =
                    Child.command("/bin/sh", "-c", "read go; exit " + code)
                        .output(ProcessBuilder.Redirect.DISCARD)
                        .error(ProcessBuilder.Redirect.DISCARD)
                        .start()) {
                  allThere.countDown();
                  allThere.await();
                  child.input().close();
                  return child.waitFor();
                }
              }));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(children.get(i).get()).isEqualTo(new ExitStatus.Exited(i % 200));
    }
  }
}
