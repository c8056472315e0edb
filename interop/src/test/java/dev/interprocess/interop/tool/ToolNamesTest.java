package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are not plain ones: the file has exactly those bytes, whatever the locale. */
final class ToolNamesTest {
  // $1 folder, $2 locale, $3 name with octal escapes, $4 least number of bytes. The shell makes the
  // names, for the JVM of the tests may have no UTF-8.
  private static final String SCRIPT =
      """
      export LC_ALL=$2
      name=$1/$(printf -- "$3")
      bytes() { printf %s "$name" | wc -c; }
      name+=$(head -c $(($4 > $(bytes) ? $4 - $(bytes) : 0)) /dev/zero | tr '\\0' a)
      exec 3< <(exec "$IPC" listen --echo "unix:$name" 2>&1 </dev/null)
      listener=$!
      IFS= read -r line <&3
      [[ $line == "listening unix:$name" ]] && echo told
      [[ -S $name ]] && echo "made, $(bytes) bytes"
      echo hello | "$IPC" connect "unix:$name" || kill "$listener"
      wait "$listener"
      echo "exit $?"
      """;

  private Path folder = Path.of("");

  // Not JUnit's: the path has to be short, and the clean-up to know no names.
  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory("ipc");
  }

  @AfterEach
  void removeFolder() throws Exception {
    ToolProcess.runScript("rm -rf \"$1\"", folder.toString());
  }

  private void assertWorks(String name, int bytes, String expected) throws Exception {
    for (String locale : List.of("C.UTF-8", "C")) {
      ToolProcess.Result result =
          ToolProcess.runScript(SCRIPT, folder.toString(), locale, name, Integer.toString(bytes));

      assertThat(result.errorLines()).as(locale).isEmpty();
      assertThat(result.output())
          .as(locale)
          .matches("told\nmade, " + expected + " bytes\nhello\nexit 0\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with some spaces",
        " spaces around ",
        "gr\\303\\274n-\\346\\227\\245\\346\\234\\254-\\360\\237\\230\\200",
        "it's\"$HOME\"*?`",
        "--keep",
        "colon:and@sign",
      })
  void work(String name) throws Exception {
    assertWorks(name, 0, "\\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\\303\\274"})
  void workUpToTheLongest(String name) throws Exception {
    assertWorks(name, 107, "107");
  }
}
