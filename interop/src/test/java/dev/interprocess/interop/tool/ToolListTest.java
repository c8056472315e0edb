package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc list}: what it says of sockets that the test knows. */
final class ToolListTest {
  @TempDir Path folder;

  @Test
  void aNameThatCannotBePrintedIsShownAsConnectTakesIt() throws Exception {
    String name = UUID.randomUUID() + "\\x01\\xff\\x5cx41";
    try (RunningProgram listener = ToolProcess.listening("listen", "--echo", "abstract:" + name)) {
      assertThat(ToolProcess.run("list").output().lines())
          .anyMatch(line -> line.contains("@" + name));
      assertThat(ToolProcess.run("list", "--json").output())
          .contains("\"abstract:" + name.replace("\\", "\\\\") + '"');
      ToolProcess.Result client = ToolProcess.runWithInput("hello", "connect", "abstract:" + name);
      assertThat(client.output()).isEqualTo("hello");
      assertThat(listener.awaitExit()).isZero();
    }
  }

  @Test
  void theTableShowsWhoListens() throws Exception {
    Path socket = folder.resolve("socket");
    try (RunningProgram listener = ToolProcess.listening("listen", ToolProcess.unix(socket))) {
      ToolProcess.Result result = ToolProcess.run("list");
      assertThat(result.code()).isZero();
      assertThat(result.errorLines()).isEmpty();
      assertThat(result.output().lines()).first().asString().matches("KIND +NAME +STATE .*");
      assertThat(result.output().lines())
          .filteredOn(line -> line.contains(socket.toString()))
          .singleElement()
          .asString()
          .startsWith("stream")
          .containsPattern(
              "listening +%s +%d java"
                  .formatted(System.getProperty("user.name"), listener.process().pid()));
    }
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    Path socket = folder.resolve("socket");
    try (RunningProgram listener = ToolProcess.listening("listen", ToolProcess.unix(socket))) {
      assertThat(row(socket.toString()))
          .containsEntry("kind", "stream")
          .containsEntry("abstract", "false")
          .containsEntry("state", "listening")
          .containsEntry("owner", System.getProperty("user.name"))
          .containsEntry("pid", Long.toString(listener.process().pid()))
          .hasEntrySatisfying("program", p -> assertThat(p).asString().contains("java"));
    }
  }

  @Test
  void jsonEndsInALineFeed() throws Exception {
    assertThat(ToolProcess.run("list", "--json").output()).endsWith("]\n");
  }

  @Test
  void anAbstractSocketIsListed() throws Exception {
    String name = "dev.interprocess." + UUID.randomUUID();
    try (RunningProgram listener = ToolProcess.listening("listen", "abstract:" + name)) {
      assertThat(row("@" + name))
          .containsEntry("abstract", "true")
          .containsEntry("pid", Long.toString(listener.process().pid()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with some spaces",
        "\u001b[31mred\u001b]0;title\u0007",
        "line\nfeed",
        "\u009b31m c1",
        "quote\"back\\slash",
        "gr\u00fc\u00df \u20ac \ud834\udd1e"
      })
  void oddNamesAreHarmless(String odd) throws Exception {
    String name = UUID.randomUUID() + odd;
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      assertThat(listener.isOpen()).isTrue();
      assertThat(row("@" + name)).containsEntry("state", "listening");

      String table = ToolProcess.run("list").output();
      assertThat(table).contains(name.substring(0, 36)); // the UUID
      assertThat(table.chars().filter(c -> c != '\n').anyMatch(Character::isISOControl)).isFalse();
      // One row a socket: what follows a line feed in a name is no row of its own.
      assertThat(table.lines()).noneMatch(line -> line.startsWith("feed"));
    }
  }

  /** As on a console of Windows. JSON is UTF-8, so what the page lacks must not get into it. */
  @Test
  void jsonIsTheSameWhereStandardOutputHasAnotherEncoding() throws Exception {
    String name = UUID.randomUUID() + "gr\u00fc\u00df \u20ac \ud834\udd1e";
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      assertThat(listener.isOpen()).isTrue();
      ToolProcess.Result result =
          ToolProcess.runScript("JDK_JAVA_OPTIONS=-Dstdout.encoding=IBM850 \"$IPC\" list --json");
      assertThat(result.output()).isASCII();
      assertThat(row("@" + name, result)).containsEntry("state", "listening");
    }
  }

  private static Map<String, String> row(String name) throws Exception {
    ToolProcess.Result result = ToolProcess.run("list", "--json");
    assertThat(result.errorLines()).isEmpty();
    return row(name, result);
  }

  private static Map<String, String> row(String name, ToolProcess.Result result) throws Exception {
    assertThat(result.code()).isZero();
    for (Object row : (List<?>) JsonValues.parse(result.output())) {
      Map<String, String> texts = new HashMap<>();
      ((Map<?, ?>) row).forEach((key, value) -> texts.put(key.toString(), value.toString()));
      if (name.equals(texts.get("name"))) {
        return texts;
      }
    }
    throw new AssertionError("not listed: " + name);
  }
}
