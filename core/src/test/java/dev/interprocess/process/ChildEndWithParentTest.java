package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.TestJvm;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.Signal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child that ends with its parent, however that ends. */
class ChildEndWithParentTest {
  private static boolean runs(long pid) throws Exception {
    return Children.exists(pid) && !Children.status(pid, "State").startsWith("Z");
  }

  @Test
  void aKilledParentTakesItWithIt() throws Exception {
    try (TestJvm jvm = TestJvm.start("", Parent.class)) {
      String[] pids = jvm.hear().split(" ", -1);
      long ending = Long.parseLong(pids[0]);
      long staying = Long.parseLong(pids[1]);
      assertThat(runs(ending)).isTrue();
      jvm.process().destroyForcibly().waitFor();
      Children.await(() -> !runs(ending));
      assertThat(runs(staying)).isTrue();
      Signal.KILL.send(staying);
    }
  }

  /** Has two children that nothing else ends, one of them stubborn, and says which they are. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      String script = "trap '' TERM HUP INT; echo; while :; do sleep 0.05; done";
      Child ending = Children.shell(script).newSession().endWithParent().start();
      Child staying = Children.shell(script).newSession().start();
      ending.output().readFully(1);
      staying.output().readFully(1);
      System.out.println(ending.pid() + " " + staying.pid());
      Thread.sleep(Children.LONG.toMillis() * 100);
    }
  }

  /** The kernel means the thread that has started it, which here is gone then. */
  @Test
  void theEndOfTheThreadThatStartedItIsNone() throws Exception {
    AtomicReference<Path> kernelThread = new AtomicReference<>();
    FutureTask<Child> task =
        new FutureTask<>(
            () -> {
              kernelThread.set(Path.of("/proc/thread-self").toRealPath());
              Child child = Child.command("cat").endWithParent().start();
              echo(child); // the program runs: the kernel has been told
              return child;
            });
    Thread.ofPlatform().start(task);
    try (Child child = task.get()) {
      Children.await(() -> Files.notExists(kernelThread.get()));
      echo(child);
      child.input().close();
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheProcessThatWasStarted(ThreadKind kind) throws Exception {
    Child.Builder builder = Child.command("cat").endWithParent().ignored(Signal.INT);
    try (Child child = Task.start(kind, builder::start).get()) {
      echo(child);
      assertThat(child.pid()).isEqualTo(child.toHandle().pid());
      assertThat(Children.status(child.pid(), "Name")).isEqualTo("cat"); // the same process
      assertThat(Children.status(child.pid(), "SigIgn")).isEqualTo("0000000000000002");
      child.input().close();
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }
  }

  private static void echo(Child cat) throws Exception {
    cat.input().write(new byte[] {'x'});
    assertThat(cat.output().readFully(1)).containsExactly('x');
  }

  @Test
  void theRestIsAsWithAnyChild() throws Exception {
    assertThat(Children.outputOf(Child.command("printf", "%s|", "a b", "", "--").endWithParent()))
        .isEqualTo("a b||--|");
    assertThat(Children.outputOf(Children.shell("exit 7").endWithParent()))
        .isEqualTo(" exit code 7");
    assertThatThrownBy(() -> Child.command("nonexistent-program").endWithParent().start())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("start nonexistent-program: No such file or directory (ENOENT)");
  }

  @Test
  void withoutSetprivItIsRefused() throws Exception {
    try (TestJvm jvm = TestJvm.start("export PATH=/nonexistent", Refused.class)) {
      assertThat(jvm.hear()).isEqualTo("endWithParent: there is no setpriv here");
    }
  }

  /** Says why not. */
  static final class Refused {
    private Refused() {}

    public static void main(String[] arguments) throws Exception {
      try (Child child = Child.command("/bin/cat").endWithParent().start()) {
        System.out.println(child);
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
