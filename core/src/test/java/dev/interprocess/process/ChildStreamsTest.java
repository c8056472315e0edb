package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standard streams of a child. */
class ChildStreamsTest {
  @TempDir Path folder;

  @Test
  void arePipes() throws Exception {
    try (Child child = Children.shell("read line; echo out $line; echo err $line >&2").start()) {
      child.input().write("one\n".getBytes(UTF_8));
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8))
          .isEqualTo("out one\n");
      assertThat(new String(child.error().inputStream().readAllBytes(), UTF_8))
          .isEqualTo("err one\n");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  @Test
  void carryMoreThanAPipeHoldsBothWays() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    try (Child cat = Child.command("cat").start()) {
      Thread writer =
          Thread.startVirtualThread(
              () -> {
                try (OutputStream out = cat.input().outputStream()) {
                  out.write(bytes);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(Arrays.equals(cat.output().inputStream().readAllBytes(), bytes)).isTrue();
      writer.join();
      assertThat(cat.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }
  }

  @Test
  void areFiles() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "hello\n");
    Path out = Files.writeString(folder.resolve("out"), "old and longer than the new\n");
    Path err = Files.writeString(folder.resolve("err"), "before\n");
    try (Child child =
        Children.shell("cat; echo oops >&2")
            .input(Redirect.from(in.toFile()))
            .output(Redirect.to(out.toFile()))
            .error(Redirect.appendTo(err.toFile()))
            .start()) {
      assertThat(child.waitFor().isSuccess()).isTrue();
      assertThat(out).hasContent("hello\n");
      assertThat(err).hasContent("before\noops\n");
      assertThatThrownBy(child::input)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("input of child " + child.pid());
      assertThatThrownBy(child::output).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(child::error).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void areDiscarded() throws Exception {
    try (Child child =
        Children.shell("echo lost; file=$(readlink /proc/$$/fd/1); echo $file >&2")
            .output(Redirect.DISCARD)
            .start()) {
      assertThat(new String(child.error().inputStream().readAllBytes(), UTF_8))
          .contains("/dev/null");
    }
  }

  @Test
  void canNotBeFilesOfTheOtherDirection() {
    Redirect write = Redirect.to(folder.resolve("a").toFile());
    Redirect read = Redirect.from(folder.resolve("a").toFile());
    assertThatThrownBy(() -> Child.command("cat").input(write))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Child.command("cat").output(read))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Child.command("cat").error(read))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
