package dev.interprocess.internal.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.support.OnWindows;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No batch file is started, by whatever name the system would find it. */
@OnWindows
class ExecutableTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.bat", "a.BAT", "a.cmd", "a.bat.", "a.bat..", "a.bat ", "a.bat. ."})
  void aBatchFileIsRefused(String name) {
    assertThatThrownBy(() -> Executable.find(name, Path.of(""), ""))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("BAD_EXE_FORMAT");
  }
}
