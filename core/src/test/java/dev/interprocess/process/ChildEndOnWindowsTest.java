package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a child of Windows ends, and how that is waited for. */
@OnWindows
class ChildEndOnWindowsTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitingEndsByItsTimeAnInterruptAndTheEnd(ThreadKind kind) throws Exception {
    try (Child child = Child.command("findstr", "x").start()) {
      assertThat(child.waitFor(Duration.ZERO)).isEmpty();
      assertThat(child.waitFor(Duration.ofMillis(20))).isEmpty();
      assertThat(child.toHandle().pid()).isEqualTo(child.pid());
      Task<ExitStatus> interrupted = Task.start(kind, child::waitFor).awaitWaiting();
      interrupted.thread().interrupt();
      assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      Task<ExitStatus> first = Task.start(kind, child::waitFor).awaitWaiting();
      Task<ExitStatus> second = Task.start(kind, child::waitFor).awaitWaiting();
      child.input().close();
      assertThat(first.get()).isEqualTo(new ExitStatus.Exited(1)); // nothing was found
      assertThat(second.get()).isEqualTo(new ExitStatus.Exited(1));
      assertThat(child.waitFor(Duration.ZERO)).contains(new ExitStatus.Exited(1));
    }
  }

  @Test
  void theirEndsAreToldByFewThreads() throws Exception {
    int count = 100; // more than one thread of the system waits for
    List<Child> children = new ArrayList<>();
    List<CompletableFuture<ExitStatus>> ends = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Child child = WindowsChildren.cmd("set /p x=& exit " + i).start();
        children.add(child);
        ends.add(child.onExit());
        assertThatThrownBy(() -> child.onExit().orTimeout(1, MILLISECONDS).join())
            .hasCauseInstanceOf(TimeoutException.class);
      }
      long waiting =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("interprocess-exits"))
              .count();
      assertThat(waiting).isBetween(2L, 3L); // 63 for each
      for (int i = 0; i < count; i++) {
        children.get(i).input().close();
        assertThat(ends.get(i).get(20, SECONDS)).isEqualTo(new ExitStatus.Exited(i));
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  @Test
  void closeEndsIt() throws Exception {
    Child child = waiting(WindowsChildren.java(Sleeper.class));
    ProcessHandle handle = child.toHandle();
    Task<ExitStatus> waiter = Task.start(ThreadKind.VIRTUAL, child::waitFor).awaitWaiting();
    child.close();
    child.close();
    assertThat(waiter.get()).isEqualTo(new ExitStatus.Exited(1));
    assertThat(handle.isAlive()).isFalse();
    assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(1));
    assertThat(child.terminate(Duration.ZERO)).isEqualTo(new ExitStatus.Exited(1));
  }

  @Test
  void terminateLeavesTimeToEndByItself() throws Exception {
    try (Child child = Child.command("findstr", "x").start()) {
      Task<ExitStatus> end =
          Task.start(ThreadKind.VIRTUAL, () -> child.terminate(Duration.ofSeconds(20)))
              .awaitWaiting();
      child.input().close();
      assertThat(end.get()).isEqualTo(new ExitStatus.Exited(1));
    }
  }

  @Test
  void aGroupIsEndedWholeAndAChildAlone() throws Exception {
    for (boolean group : new boolean[] {true, false}) {
      Child.Builder builder = WindowsChildren.java(Parent.class);
      Child child = waiting(group ? builder.newGroup() : builder);
      long grandchild = Long.parseLong(firstLine(child));
      ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
      child.terminate(Duration.ZERO);
      if (group) {
        handle.onExit().get(20, SECONDS);
      }
      assertThat(handle.isAlive()).isEqualTo(!group);
      handle.destroyForcibly();
      child.close();
    }
  }

  /** Starts another, tells its number, and sleeps. */
  static final class Parent {
    public static void main(String[] none) throws Exception {
      Process child =
          new ProcessBuilder(WindowsChildren.command(Sleeper.class))
              .redirectOutput(Redirect.DISCARD)
              .start();
      System.out.println(child.pid());
      Thread.sleep(60_000);
    }
  }

  static final class Sleeper {
    public static void main(String[] none) throws Exception {
      System.out.println("sleeps");
      Thread.sleep(60_000);
    }
  }

  @Test
  void itEndsWithItsParentIfAsked() throws Exception {
    for (boolean ends : new boolean[] {true, false}) {
      try (Child parent = waiting(WindowsChildren.java(Owner.class, String.valueOf(ends)))) {
        ProcessHandle child = ProcessHandle.of(Long.parseLong(firstLine(parent))).orElseThrow();
        parent.terminate(Duration.ZERO); // which lets it clean up nothing
        if (ends) {
          child.onExit().get(20, SECONDS);
        }
        assertThat(child.isAlive()).isEqualTo(!ends);
        child.destroyForcibly();
      }
    }
  }

  /** Starts a child of ours, tells its number, and sleeps. */
  static final class Owner {
    public static void main(String[] ends) throws Exception {
      Child.Builder builder = WindowsChildren.java(Sleeper.class).output(Redirect.DISCARD);
      Child child = (Boolean.parseBoolean(ends[0]) ? builder.endWithParent() : builder).start();
      System.out.println(child.pid());
      Thread.sleep(60_000);
    }
  }

  @Test
  void oneThatIsLostGoesOn() throws Exception {
    ProcessHandle handle = lost();
    for (int i = 0; i < 20; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(handle.isAlive()).isTrue();
    handle.destroyForcibly();
  }

  private static ProcessHandle lost() throws IOException {
    return WindowsChildren.java(Sleeper.class)
        .output(Redirect.DISCARD)
        .endWithParent()
        .start()
        .toHandle();
  }

  private static Child waiting(Child.Builder builder) throws IOException {
    return builder.error(Redirect.INHERIT).start();
  }

  private static String firstLine(Child child) throws IOException {
    Reader reader = new InputStreamReader(child.output().inputStream(), UTF_8);
    return new BufferedReader(reader).readLine();
  }
}
