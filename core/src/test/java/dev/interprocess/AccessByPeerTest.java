package dev.interprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.unix.UnixCredentials;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks by what the peer is: its program, asked through its pidfd, its user and its groups. */
class AccessByPeerTest {
  private static final String SCRIPT =
      "s.connect(address(sys.argv[1])); print(s.recv(9) == b'welcome')";

  private static String admitted(Access access) throws Exception {
    String name = Names.unique();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().access(access).listen(LocalName.namespaced(name))) {
      Task<Void> serving =
          Task.run(() -> listener.serve(client -> client.write("welcome".getBytes(UTF_8))));
      String answer = Peers.outputOf(Peers.python(SCRIPT, "@" + name));
      listener.close();
      serving.get();
      return answer;
    }
  }

  @Test
  void byTheProgram() throws Exception {
    Path python = Path.of("/usr/bin/python3").toRealPath();
    assertThat(admitted(Access.owner().onlyIf(peer -> peer.executable().equals(wrap(python)))))
        .isEqualTo("True");
    assertThat(
            admitted(
                Access.owner().onlyIf(peer -> peer.executable().equals(wrap(Path.of("/bin/sh"))))))
        .isEqualTo("False");
  }

  private static Optional<Path> wrap(Path path) {
    return Optional.of(path);
  }

  @Test
  void byTheUserAndTheGroups() throws Exception {
    assertThat(
            admitted(
                Access.everyone()
                    .onlyIf(
                        peer ->
                            peer.isSameUser()
                                && peer instanceof UnixCredentials unix
                                && (unix.groups().contains(unix.gid()) || unix.gid() >= 0))))
        .isEqualTo("True");
    assertThat(
            admitted(
                Access.everyone()
                    .onlyIf(
                        peer ->
                            peer instanceof UnixCredentials unix
                                && unix.groups().contains(4_000_000_000L))))
        .isEqualTo("False");
  }
}
