package dev.interprocess.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.internal.abi.Linux;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else has put in the place of a file that was just made stays. */
class MadeFileTest {
  @TempDir Path folder;

  @Test
  void anotherFileIsRefusedAndStays() throws Exception {
    Path file = Files.writeString(folder.resolve("name"), "another's");
    assertThatThrownBy(() -> MadeFile.holdMade(PathBytes.of(file), Linux.S_IFIFO))
        .hasMessageContaining("EEXIST");
    assertThat(file).hasContent("another's");
  }
}
