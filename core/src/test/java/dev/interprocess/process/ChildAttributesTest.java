package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.TestJvm;
import dev.interprocess.support.ThreadKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What else a child is started with. */
class ChildAttributesTest {
  @TempDir Path folder;

  @Test
  void theEnvironmentIsThisOneAndWhatWasChanged() throws Exception {
    String path = System.getenv("PATH");
    assertThat(
            Children.outputOf(
                Children.shell("echo \"$PATH,$ADDED,${HOME-unset}\"")
                    .environment(
                        variables -> {
                          variables.put("ADDED", "schön ∑ = 1");
                          variables.remove("HOME");
                        })))
        .isEqualTo(path + ",schön ∑ = 1,unset");
    assertThat(Children.outputOf(Child.command("/usr/bin/env").environment(Map::clear))).isEmpty();
  }

  @Test
  void aVariableThatCanNotBeExpressedIsRefused() {
    for (String name : new String[] {"", "a=b", "a\0b"}) {
      Child.Builder builder = Child.command("true").environment(map -> map.put(name, "x"));
      assertThatThrownBy(builder::start).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Child.command("echo", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(Child::command).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Child.command("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesOfNoEncodingArriveAsTheyCame() throws Exception {
    try (TestJvm jvm = TestJvm.start("export RAW=$'a\\xff\\xfeb'", RawVariable.class)) {
      assertThat(jvm.hear().strip()).isEqualTo("61 ff fe 62");
    }
  }

  /** Shows a variable that it passes on without knowing it. */
  static final class RawVariable {
    private RawVariable() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println(Children.outputOf(Children.shell("printf %s \"$RAW\" | od -An -tx1")));
    }
  }

  @Test
  void wordsArriveAsTheyAre() throws Exception {
    assertThat(Children.outputOf(Child.command("printf", "%s|", "a b", "", "ü∑", "$HOME", "-")))
        .isEqualTo("a b||ü∑|$HOME|-|");
  }

  @Test
  void theDirectoryIsThisOneOrTheOther() throws Exception {
    assertThat(Children.outputOf(Child.command("/bin/pwd")))
        .isEqualTo(Path.of("").toRealPath().toString());
    Path real = folder.toRealPath();
    assertThat(Children.outputOf(Child.command("/bin/pwd").directory(folder)))
        .isEqualTo(real.toString());
    Path program = Files.writeString(folder.resolve("own"), "#!/bin/sh\necho found\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Children.outputOf(Child.command("./own").directory(folder))).isEqualTo("found");
  }

  @Test
  void groupAndSessionAreSharedUnlessAsked() throws Exception {
    String us = ids("self").replaceAll("^\\S+ ", "");
    try (Child shared = Child.command("cat").start();
        Child group = Child.command("cat").newGroup().start();
        Child session = Child.command("cat").newSession().start()) {
      assertThat(ids(shared)).isEqualTo(us);
      assertThat(ids(group)).isEqualTo(group.pid() + us.replaceAll("^\\d+", ""));
      assertThat(ids(session)).isEqualTo(session.pid() + " " + session.pid());
    }
  }

  private static String ids(Child child) throws Exception {
    return ids(Long.toString(child.pid())).replaceAll("^\\S+ ", "");
  }

  /** Parent, group and session. */
  private static String ids(String process) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[1] + " " + fields[2] + " " + fields[3];
  }

  /** HotSpot has blocked some in its own threads, and the JVM's tests run with some ignored. */
  @ParameterizedTest
  @EnumSource
  void noSignalIsBlockedNorIgnored(ThreadKind kind) throws Exception {
    Task.run(
            kind,
            () -> {
              try (Child child = Child.command("cat").start()) {
                assertThat(Children.status(child.pid(), "SigBlk")).matches("0+");
                assertThat(Children.status(child.pid(), "SigIgn")).matches("0+");
                assertThat(Children.status(child.pid(), "SigCgt")).matches("0+");
              }
            })
        .get();
  }

  @Test
  void theHandleIsThatOfTheChild() throws Exception {
    try (Child child = Child.command("cat").start()) {
      ProcessHandle handle = child.toHandle();
      assertThat(handle.pid()).isEqualTo(child.pid());
      assertThat(handle.parent()).contains(ProcessHandle.current());
      child.input().close();
      handle.onExit().get(20, TimeUnit.SECONDS);
      // The JDK has waited for it as well, and has left the status to us.
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
      assertThatThrownBy(child::toHandle).isInstanceOf(IllegalStateException.class);
      assertThat(child).hasToString("child " + child.pid() + " (cat)");
    }
  }

  @Test
  void isStartedOnAnyThread() throws Exception {
    for (ThreadKind kind : ThreadKind.values()) {
      assertThat(Task.start(kind, () -> Children.outputOf(Children.shell("echo hello"))).get())
          .isEqualTo("hello");
    }
  }
}
