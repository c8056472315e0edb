package dev.interprocess.internal.win32;

import static dev.interprocess.internal.abi.Windows.GENERIC_READ;
import static dev.interprocess.internal.abi.Windows.OPEN_EXISTING;
import static dev.interprocess.internal.abi.WindowsError.ERROR_FILE_NOT_FOUND;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_BUSY;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What a call has left behind when it failed. */
@OnWindows
class LastErrorTest {
  @Test
  void isThatOfTheCallItself() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom("\\\\.\\pipe\\nobody-listens-here", UTF_16LE);
      long handle =
          FileApi.createFile(name, GENERIC_READ, 0, MemorySegment.NULL, OPEN_EXISTING, 0, 0);
      assertThat(handle).isEqualTo(-ERROR_FILE_NOT_FOUND);
    }
  }

  @Test
  void hasANameAndTheTextOfTheSystem() {
    assertThat(LastError.name(ERROR_PIPE_BUSY)).isEqualTo("ERROR_PIPE_BUSY");
    assertThat(LastError.text(ERROR_PIPE_BUSY)).isNotEmpty().doesNotEndWith(".");
    assertThat(LastError.name(99_999)).isEqualTo("error 99999");
    assertThat(LastError.text(99_999)).isEqualTo("unknown error");
  }

  @Test
  void standsInTheMessageOfTheException() {
    assertThat(new WindowsException("connect", ERROR_FILE_NOT_FOUND))
        .hasMessageStartingWith("connect: ")
        .hasMessageEndingWith(" (ERROR_FILE_NOT_FOUND)");
  }
}
