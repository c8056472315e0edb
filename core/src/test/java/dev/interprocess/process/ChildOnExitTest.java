package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.unix.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The end of a child as a future. */
class ChildOnExitTest {
  private static final ExitStatus DONE = new ExitStatus.Exited(0);

  private static ExitStatus get(CompletableFuture<ExitStatus> future) throws Exception {
    return future.get(Children.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void completesAtTheEnd() throws Exception {
    try (Child cat = Child.command("cat").start();
        Child killed = Children.shell("kill -KILL $$").start()) {
      CompletableFuture<ExitStatus> exit = cat.onExit();
      CompletableFuture<Boolean> success = exit.thenApply(ExitStatus::isSuccess);
      assertThat(get(killed.onExit())).isEqualTo(new ExitStatus.Signaled(Signal.KILL, false));
      assertThat(exit).isNotDone();
      cat.input().close();
      assertThat(get(exit)).isEqualTo(DONE);
      assertThat(success.get(Children.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(get(cat.onExit())).isEqualTo(DONE);
      assertThat(cat.waitFor()).isEqualTo(DONE);
    }
  }

  @Test
  void withdrawingOneLosesNothing() throws Exception {
    try (Child cat = Child.command("cat").start()) {
      CompletableFuture<ExitStatus> cancelled = cat.onExit();
      assertThat(cancelled.cancel(true)).isTrue();
      CompletableFuture<ExitStatus> late = cat.onExit().orTimeout(10, TimeUnit.MILLISECONDS);
      assertThatThrownBy(late::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
      CompletableFuture<ExitStatus> falsified = cat.onExit();
      falsified.complete(new ExitStatus.Exited(99));
      CompletableFuture<ExitStatus> kept = cat.onExit();
      assertThat(cat.waitFor(Duration.ZERO)).isEmpty(); // the child goes on
      cat.input().close();
      assertThat(get(kept)).isEqualTo(DONE);
      assertThat(get(cat.onExit())).isEqualTo(DONE);
    }
  }

  @Test
  void closeCompletesIt() throws Exception {
    Child cat = Children.shell("exec sleep 100").start();
    CompletableFuture<ExitStatus> exit = cat.onExit();
    cat.close();
    assertThat(get(exit)).isEqualTo(new ExitStatus.Signaled(Signal.TERM, false));
    assertThat(get(cat.onExit())).isEqualTo(new ExitStatus.Signaled(Signal.TERM, false));
  }

  @Test
  void ofManyAtOnce() throws Exception {
    List<Child> children = new ArrayList<>();
    List<CompletableFuture<ExitStatus>> exits = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        children.add(Children.shell("read -r line; exit " + i).start());
        exits.add(children.getLast().onExit());
      }
      for (Child child : children) {
        child.input().close();
      }
      for (int i = 0; i < children.size(); i++) {
        assertThat(get(exits.get(i))).isEqualTo(new ExitStatus.Exited(i));
      }
    } finally {
      children.forEach(Child::close);
    }
  }
}
