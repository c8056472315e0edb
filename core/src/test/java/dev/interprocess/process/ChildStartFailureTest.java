package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.TestJvm;
import dev.interprocess.unix.Fifo;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that can't be started: the error says why, and nothing is left of it. */
class ChildStartFailureTest {
  @TempDir Path folder;

  @Test
  void aProgramThatIsNotThere() {
    assertThatThrownBy(Child.command("nonexistent")::start)
        .isInstanceOf(NoSuchFileException.class)
        .isInstanceOf(SystemError.class)
        .hasMessage("start nonexistent: No such file or directory (ENOENT)");
    assertThatThrownBy(Child.command("./nonexistent").directory(folder)::start)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("start ./nonexistent: No such file or directory (ENOENT)");
  }

  @Test
  void aFifoAsARedirect() throws Exception {
    Path path = folder.resolve("fifo");
    try (Fifo fifo = Fifo.create(path)) {
      assertThatThrownBy(Child.command("cat").input(Redirect.from(path.toFile()))::start)
          .isInstanceOf(IOException.class)
          .hasMessage("start " + fifo.path() + ": it is a FIFO, of which an end can be given");
    }
  }

  @Test
  void aProgramThatIsNotThereBehindListeners() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced())) {
      assertThatThrownBy(Child.command("nonexistent").listeners(listener)::start)
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage("start nonexistent: No such file or directory (ENOENT)");
      assertThatThrownBy(Child.command("/nonexistent").listeners(listener)::start)
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void aFileThatMayNotBeExecuted() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "text");
    assertThatThrownBy(Child.command(file.toString())::start)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage("start " + file + ": Permission denied (EACCES)");
    assertThatThrownBy(Child.command(folder.toString())::start)
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aFileThatIsNoProgram() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "text");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(Child.command(file.toString())::start)
        .isInstanceOf(SystemError.class)
        .hasMessage("start " + file + ": Exec format error (ENOEXEC)");
  }

  @Test
  void aDirectoryThatIsNone() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(Child.command("true").directory(missing)::start)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("start (open) " + missing + ": No such file or directory (ENOENT)");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(Child.command("true").directory(file)::start)
        .hasMessage("start (open) " + file + ": Not a directory (ENOTDIR)");
  }

  @Test
  void aFileToReadThatIsNotThere() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(Child.command("cat").input(Redirect.from(missing.toFile()))::start)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("start (open) " + missing + ": No such file or directory (ENOENT)");
  }

  @Test
  void aCommandThatIsTooLong() {
    assertThatThrownBy(Child.command("echo", "x".repeat(200_000))::start)
        .isInstanceOf(SystemError.class)
        .hasMessage("start echo: Argument list too long (E2BIG)");
  }

  @Test
  void noDescriptorIsLeft() throws Exception {
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", Starter.class)) {
      assertThat(jvm.hear()).isEqualTo("EMFILE only");
      assertThat(jvm.hear()).isEqualTo("works again: exit code 0");
      assertThat(jvm.hear()).isEqualTo("leaked 0, children 0");
    }
  }

  /** Starts with fewer and fewer descriptors left: each step of it fails once. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      run();
      failure();
      int before = OpenFiles.count();
      List<UnnamedPipe> hoard = new ArrayList<>();
      try {
        while (true) {
          hoard.add(UnnamedPipe.create());
        }
      } catch (IOException e) {
        // That was the last.
      }
      boolean only = true;
      for (int i = 0; i < 4; i++) {
        only &= failure().equals("EMFILE");
        hoard.removeLast().reader().close();
      }
      System.out.println("EMFILE " + (only ? "only" : "and others"));
      hoard.forEach(UnnamedPipe::close);
      Children.await(() -> OpenFiles.count() <= before + 4); // the writers of those four
      System.out.println("works again: " + run());
      System.gc();
      Children.await(
          () -> {
            System.gc();
            return OpenFiles.count() <= before;
          });
      System.out.println(
          "leaked "
              + (OpenFiles.count() - before)
              + ", children "
              + ProcessHandle.current().children().count());
    }

    private static ExitStatus run() throws IOException {
      try (Child child = Child.command("true").start()) {
        return child.waitFor();
      }
    }

    private static String failure() {
      try {
        run();
        return "none";
      } catch (IOException e) {
        return e instanceof SystemError error ? error.name() : e.toString();
      }
    }
  }
}
