package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.interprocess.unix.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a child's memory was written to a file is told as the kernel tells it. */
class ChildCoreDumpTest {
  @TempDir Path folder;

  @Test
  void aDumpedCoreIsTold() throws Exception {
    String pattern = Files.readString(Path.of("/proc/sys/kernel/core_pattern")).strip();
    assumeFalse(pattern.startsWith("|") || pattern.contains("/"), "cores go elsewhere");
    try (Child child =
        Children.shell("ulimit -c unlimited && kill -SEGV $$").directory(folder).start()) {
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Signaled(Signal.SEGV, true));
      assertThat(child.waitFor()).hasToString("signal SEGV, core dumped");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).singleElement().satisfies(core -> assertThat(core).isNotEmptyFile());
    }
  }

  @Test
  void withoutRoomForItThereIsNone() throws Exception {
    try (Child child = Children.shell("ulimit -c 0 && kill -SEGV $$").directory(folder).start()) {
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Signaled(Signal.SEGV, false));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
