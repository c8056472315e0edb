package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenFiles;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child of Windows is started with. */
@OnWindows
class ChildOnWindowsTest {
  @TempDir Path folder;

  @Test
  void standardStreamsAreItsOwnAndItsExitCodeIsWhole() throws Exception {
    int before = OpenFiles.count();
    try (Child child = WindowsChildren.cmd("echo out& echo err 1>&2& exit 70000").start()) {
      child.input().close();
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8).strip())
          .isEqualTo("out");
      assertThat(new String(child.error().inputStream().readAllBytes(), UTF_8).strip())
          .isEqualTo("err");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(70_000));
      assertThatThrownBy(child::toHandle).isInstanceOf(IllegalStateException.class);
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void whatIsWrittenToItComesBack() throws Exception {
    try (Child child = Child.command("findstr", "x").error(Redirect.INHERIT).start()) {
      child.input().write("ax\r\nb\r\nxc\r\n".getBytes(UTF_8));
      child.input().close();
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8).lines())
          .containsExactly("ax", "xc");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  @Test
  void itsStreamsAreFilesIfAsked() throws Exception {
    Path file = folder.resolve("\u00e4 \u20ac.txt");
    for (Redirect redirect :
        List.of(Redirect.to(file.toFile()), Redirect.appendTo(file.toFile()), Redirect.DISCARD)) {
      try (Child child = WindowsChildren.cmd("echo line").output(redirect).start()) {
        assertThat(child.waitFor().isSuccess()).isTrue();
        assertThatThrownBy(child::output).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(Files.readString(file).lines()).containsExactly("line", "line");
    assertThat(
            WindowsChildren.outputOf(
                Child.command("findstr", "line").input(Redirect.from(file.toFile()))))
        .hasLineCount(2);
  }

  @Test
  void itsWordsArriveAsTheyAre() throws Exception {
    String[] words = {"", "a b", "\"", "\\\"", "c:\\d e\\", "*", "%PATH%", "\u00e9"};
    assertThat(WindowsChildren.outputOf(WindowsChildren.java(Words.class, words)).lines())
        .containsExactly(
            "[]", "[a b]", "[\"]", "[\\\"]", "[c:\\d e\\]", "[*]", "[%PATH%]", "[\u00e9]");
  }

  static final class Words {
    public static void main(String[] words) {
      for (String word : words) {
        System.out.println("[" + word + "]");
      }
    }
  }

  @Test
  void itsFolderAndVariablesAreThose() throws Exception {
    Path deep = Files.createDirectory(folder.resolve("a b"));
    Child.Builder builder =
        WindowsChildren.cmd("cd& set X_")
            .directory(deep)
            .environment(
                variables -> {
                  variables.put("X_SECOND", "\u00e9");
                  variables.put("x_first", "1=2");
                  variables.put("X_FIRST", "3=4");
                  variables.remove("SYSTEMROOT");
                });
    assertThat(WindowsChildren.outputOf(builder).lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("a b"))
        .contains("x_first=3=4");
    assertThatThrownBy(() -> WindowsChildren.cmd("cd").environment(v -> v.put("A=B", "c")).start())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itHasTheHandlesThatItWasGivenAndNoOthers() throws Exception {
    try (UnnamedPipe other = UnnamedPipe.create();
        UnnamedPipe given = UnnamedPipe.create()) {
      long inheritable = WindowsChildren.inheritable(other);
      try {
        String number = Long.toString(inheritable);
        // The JDK's own children have everything that can be inherited: so this test can fail.
        assertThat(WindowsChildren.outputOfJdk(WindowsChildren.command(HasPipe.class, number)))
            .isEqualTo("true");
        Child.Builder builder = WindowsChildren.java(HasPipe.class, number).give(3, given.writer());
        assertThat(WindowsChildren.outputOf(builder)).isEqualTo("false");
      } finally {
        HandleApi.closeHandle(inheritable);
      }
    }
  }

  static final class HasPipe {
    public static void main(String[] number) {
      System.out.println(WindowsChildren.isPipe(Long.parseLong(number[0])));
    }
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThatThrownBy(() -> Child.command("no-such-program").start())
        .isInstanceOf(NoSuchFileException.class)
        .isInstanceOf(SystemError.class)
        .hasMessageStartingWith("start no-such-program: ")
        .hasMessageEndingWith("(ERROR_FILE_NOT_FOUND)");
    assertThatThrownBy(() -> WindowsChildren.cmd("cd").directory(folder.resolve("no")).start())
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () ->
                WindowsChildren.cmd("cd")
                    .input(Redirect.from(folder.resolve("no").toFile()))
                    .start())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aProgramIsNotTakenOutOfTheCurrentFolderNorAScriptForOne() throws Exception {
    Path script = Files.writeString(folder.resolve("script.bat"), "echo never");
    assertThatThrownBy(() -> Child.command(script.toString()).start())
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("(ERROR_BAD_EXE_FORMAT)");
    assertThatThrownBy(() -> Child.command("script.bat").directory(folder).start())
        .isInstanceOf(IOException.class);
  }

  /** As a program does that passes on what its user types: the child must start nevertheless. */
  @Test
  void anInputThatIsReadHereCanBeInheritedMeanwhile() throws Exception {
    try (Child child = WindowsChildren.java(ReadsAndStarts.class).error(Redirect.INHERIT).start()) {
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8).strip())
          .isEqualTo("started");
    }
  }

  static final class ReadsAndStarts {
    public static void main(String[] none) throws Exception {
      Thread reading = new Thread(ReadsAndStarts::read);
      reading.setDaemon(true);
      reading.start();
      Thread.sleep(200); // until it waits, which nothing tells of what is native
      System.out.println(
          WindowsChildren.outputOf(WindowsChildren.cmd("echo started").input(Redirect.INHERIT)));
      Runtime.getRuntime().halt(0);
    }

    private static void read() {
      try {
        int _ = System.in.read();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Test
  void aNumberBeyondThoseOfCRuntimesIsRefused() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      assertThatThrownBy(
              () -> WindowsChildren.cmd("cd").give(Integer.MAX_VALUE, pipe.writer()).start())
          .isInstanceOf(SystemError.class)
          .hasMessageEndingWith("(ERROR_INVALID_PARAMETER)");
    }
  }

  @Test
  void whatOnlyUnixHasIsRefused() {
    Child.Builder builder = WindowsChildren.cmd("cd");
    assertThatThrownBy(builder::newSession).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(builder::blocked).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(builder::ignored).isInstanceOf(UnsupportedOperationException.class);
  }
}
