package dev.interprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same name reaches the same server from another language, in both roles. */
class PythonPeerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"path", "größe €", "abstract"})
  void talksToOurListener(String kind) throws Exception {
    LocalName name = name(kind);
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Process peer =
          Peers.python(
              """
              s.connect(address(sys.argv[1])); s.sendall(b'hello'); s.shutdown(socket.SHUT_WR)
              print(s.makefile().read())
              """,
              text(name));
      try (LocalStream stream = listener.accept(Duration.ofSeconds(20))) {
        assertThat(stream.inputStream().readAllBytes()).asString(UTF_8).isEqualTo("hello");
        stream.write("world".getBytes(UTF_8));
      }
      assertThat(Peers.outputOf(peer)).isEqualTo("world");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"path", "größe €", "abstract"})
  void isTalkedToByUs(String kind) throws Exception {
    LocalName name = name(kind);
    Process peer =
        Peers.python(
            """
            s.bind(address(sys.argv[1])); s.listen(); c = s.accept()[0]
            c.sendall(c.recv(100)); c.close()
            """,
            text(name));
    try (LocalStream stream =
        LocalStream.connectOptions().retry(true).timeout(Duration.ofSeconds(20)).connect(name)) {
      stream.write("echo".getBytes(UTF_8));
      assertThat(stream.inputStream().readAllBytes()).asString(UTF_8).isEqualTo("echo");
    }
    assertThat(Peers.outputOf(peer)).isEmpty();
  }

  private LocalName name(String kind) {
    return kind.equals("abstract")
        ? LocalName.of(Names.unique() + "ü")
        : LocalName.of(folder.resolve(kind).toString());
  }

  private static String text(LocalName name) {
    return Stream.of(name.toString())
        .map(text -> text.replaceFirst("^unix:", "").replaceFirst("^abstract:", "@"))
        .findFirst()
        .orElseThrow();
  }
}
