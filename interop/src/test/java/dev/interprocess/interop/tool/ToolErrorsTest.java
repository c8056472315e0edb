package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system refuses: exit code 1, and one line that says what and why. */
final class ToolErrorsTest {
  private static final String LONGEST_AND_ONE = "a".repeat(108);

  @TempDir Path folder;

  private static void assertFails(String line, String... arguments) throws Exception {
    ToolProcess.Result result = ToolProcess.run(arguments);
    assertThat(result.errorLines()).containsExactly(line);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
  }

  @Test
  void connectToNothing() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("x"));
    String line = "ipc: connect " + endpoint + ": No such file or directory (ENOENT)";
    assertFails(line, "connect", endpoint);
    assertFails(line, "relay", "stdio:", endpoint);
  }

  @Test
  void connectToADanglingLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("x"), folder.resolve("nowhere"));
    String endpoint = ToolProcess.unix(link);
    assertFails(
        "ipc: connect " + endpoint + ": No such file or directory (ENOENT)", "connect", endpoint);
  }

  @Test
  void connectToAFolder() throws Exception {
    String endpoint = ToolProcess.unix(folder);
    assertFails(
        "ipc: connect " + endpoint + ": Connection refused (ECONNREFUSED)", "connect", endpoint);
  }

  @Test
  void connectToARegularFile() throws Exception {
    String endpoint = ToolProcess.unix(Files.createFile(folder.resolve("x")));
    assertFails(
        "ipc: connect " + endpoint + ": Connection refused (ECONNREFUSED)", "connect", endpoint);
  }

  @Test
  void connectToAFileAsAFolder() throws Exception {
    String endpoint = ToolProcess.unix(Files.createFile(folder.resolve("x")).resolve("y"));
    assertFails("ipc: connect " + endpoint + ": Not a directory (ENOTDIR)", "connect", endpoint);
  }

  @Test
  void connectToAnAbstractNameThatNobodyHas() throws Exception {
    String endpoint = "abstract:dev.interprocess.nobody";
    assertFails(
        "ipc: connect " + endpoint + ": Connection refused (ECONNREFUSED)", "connect", endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:", "abstract:", "local:"})
  void aNameThatIsTooLong(String kind) throws Exception {
    for (String command : new String[] {"connect", "listen"}) {
      ToolProcess.Result result = ToolProcess.run(command, kind + LONGEST_AND_ONE);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.errorLines())
          .singleElement()
          .asString()
          .startsWith("ipc: ")
          .contains("108 bytes", "107", LONGEST_AND_ONE);
    }
  }

  @Test
  void listenWhereSomebodyDoes() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("x"));
    try (RunningProgram first = ToolProcess.listening("listen", endpoint)) {
      ToolProcess.Result second = ToolProcess.run("listen", endpoint);
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.errorLines())
          .singleElement()
          .asString()
          .startsWith("ipc: listen")
          .endsWith(endpoint + ": Address already in use (EADDRINUSE)");
      assertThat(first.process().isAlive()).isTrue();
    }
  }

  @Test
  void listenInAFolderThatIsNotThere() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("nowhere/x"));
    ToolProcess.Result result = ToolProcess.run("listen", endpoint);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .startsWith("ipc: listen")
        .endsWith(endpoint + ": No such file or directory (ENOENT)");
  }

  @Test
  void debugShowsTheStackTrace() throws Exception {
    String endpoint = ToolProcess.unix(folder.resolve("x"));
    ToolProcess.Result result = ToolProcess.run("connect", "--debug", endpoint);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errorLines())
        .anyMatch(line -> line.contains(endpoint + ": No such file or directory (ENOENT)"))
        .anyMatch(line -> line.startsWith("\tat "));
  }
}
