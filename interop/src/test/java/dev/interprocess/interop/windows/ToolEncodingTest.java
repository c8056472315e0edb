package dev.interprocess.interop.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Project;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ipc} prints where the console has another code page than UTF-8. */
final class ToolEncodingTest {
  /** A letter that the Western pages have, one of some, one of Japan's, and one of none. */
  private static final String LETTERS = "\u00fc\u20ac\u65e5\ud834\udd1e";

  private final String pipe = UUID.randomUUID() + LETTERS;

  @TempDir private Path folder;

  /** Words that no command line of the system can carry: it has one code page, too. */
  private Path words;

  @BeforeEach
  void writeWords() throws Exception {
    OnWine.require();
    words = Files.writeString(folder.resolve("words"), "pipe:" + pipe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IBM437", "IBM850", "windows-1252", "windows-31j", "UTF-8"})
  void whatThePageLacksIsAQuestionMarkEach(Charset page) throws Exception {
    String error = "ipc: connect pipe:" + pipe + ": File not found (ERROR_FILE_NOT_FOUND)\r\n";
    assertThat(printed(page, "connect", "@" + words)).isEqualTo(error.getBytes(page));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IBM437", "windows-31j", "UTF-8"})
  void soIsWhatIsSaidOfWrongUsage(Charset page) throws Exception {
    String error = "ipc: Unmatched argument at index 1: 'pipe:" + pipe + "'\r\n";
    assertThat(printed(page, "doctor", "@" + words)).startsWith(error.getBytes(page));
  }

  private byte[] printed(Charset page, String... arguments) throws Exception {
    List<String> options = List.of("-Dstdout.encoding=" + page, "-Dstderr.encoding=" + page);
    Path file = folder.resolve("printed");
    ProcessBuilder builder = new ProcessBuilder(OnWine.tool(options, arguments));
    try (RunningProgram tool = RunningProgram.start(builder.redirectError(file.toFile()))) {
      tool.endInput();
      assertThat(tool.awaitExit()).isNotZero();
    }
    return Files.readAllBytes(file);
  }

  /** By the launcher, on a console that Wine draws on a terminal of this system. */
  @Test
  void onAConsoleItIsThatOfTheConsole() throws Exception {
    Tools.require("script");
    String root = Project.root().toString();
    String shell = String.join(" ", OnWine.program("cmd.exe", "/c"));
    String command = "%s 'chcp 437 & %s/ipc.cmd connect @%s'".formatted(shell, root, words);
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null");
    builder.environment().put("JAVA_HOME", root + "/.build/wine/jre");
    builder.environment().put("LC_ALL", "C.UTF-8");
    try (RunningProgram console = RunningProgram.start(builder)) {
      console.endInput();
      console.awaitExit();
      String shown = pipe.replace(LETTERS, "\u00fc???");
      assertThat(console.output()).contains("ipc: connect pipe:" + shown + ": File not found");
    }
  }
}
