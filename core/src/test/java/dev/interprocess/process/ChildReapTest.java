package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No child stays a zombie, and nobody else's children are touched. */
class ChildReapTest {
  @Test
  void whoWasWaitedForIsGone() throws Exception {
    try (Child child = Child.command("true").start()) {
      Children.await(() -> Children.status(child.pid(), "State").startsWith("Z"));
      child.waitFor();
      assertThat(Children.exists(child.pid())).isFalse();
    }
  }

  @Test
  void whoWasLostIsReapedWhenItEndsAndIsNotKilled() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      long pid = lose(Children.shell("read line; exit 1").lend(0, pipe.reader()));
      for (int i = 0; i < 10; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(Children.status(pid, "State")).startsWith("S");
      pipe.writer().write(new byte[] {'\n'});
      Children.await(
          () -> {
            System.gc();
            return !Children.exists(pid);
          });
    }
  }

  @Test
  void whoHasEndedAndIsLostIsReaped() throws Exception {
    int before = OpenFiles.count();
    List<Long> pids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pids.add(lose(Child.command("true")));
    }
    Children.await(
        () -> {
          System.gc();
          return pids.stream().noneMatch(Children::exists) && OpenFiles.count() <= before;
        });
  }

  private static long lose(Child.Builder builder) throws IOException {
    return builder.start().pid();
  }

  @Test
  void theChildrenOfTheJdkKeepTheirStatus() throws Exception {
    for (int i = 0; i < 20; i++) {
      Process theirs = new ProcessBuilder("sh", "-c", "exit 9").start();
      try (Child ours = Children.shell("exit 8").start()) {
        assertThat(ours.waitFor()).isEqualTo(new ExitStatus.Exited(8));
      }
      assertThat(theirs.waitFor()).isEqualTo(9);
    }
  }

  /** As a shell's {@code trap '' CHLD} leaves it: the kernel would keep no status at all. */
  @Test
  void aJvmThatIgnoresTheirEndLearnsItAllTheSame() throws Exception {
    try (TestJvm jvm = TestJvm.start("trap '' CHLD", Starter.class)) {
      assertThat(jvm.hear()).matches("SIGCHLD ignored true");
      assertThat(jvm.hear()).isEqualTo("exit code 6");
      assertThat(jvm.hear()).isEqualTo("signal TERM");
    }
  }

  /** Starts children, and tells how they end. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      long ignored = Long.parseLong(Children.status(ProcessHandle.current().pid(), "SigIgn"), 16);
      System.out.println("SIGCHLD ignored " + ((ignored & 1 << 16) != 0));
      try (Child child = Children.shell("exit 6").start()) {
        System.out.println(child.waitFor());
      }
      try (Child child = Child.command("cat").start()) {
        System.out.println(child.terminate(Children.LONG));
      }
    }
  }
}
