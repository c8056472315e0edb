package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.unix.PidFd;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who is at the other end: another process, as it sees itself. */
class PeerTest {
  private static final String CLIENT =
      """
      import os, socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.connect('\\0' + sys.argv[1])
      s.sendall(f'{os.getpid()} {os.getuid()} {os.getgid()} {sorted(os.getgroups())}\\n'.encode())
      s.recv(1)
      """;

  @Test
  void isTheProcessThatConnected() throws Exception {
    String name = Names.unique();
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.namespaced(name))) {
      Process process =
          new ProcessBuilder("/usr/bin/python3", "-c", CLIENT, name).inheritIO().start();
      try (UnixStream stream = (UnixStream) listener.accept()) {
        var peer = stream.peer();
        String said =
            new java.io.BufferedReader(
                    new java.io.InputStreamReader(
                        stream.inputStream(), java.nio.charset.StandardCharsets.UTF_8))
                .readLine();
        assertThat(said)
            .isEqualTo(
                "%d %d %d %s"
                    .formatted(
                        peer.pid(),
                        peer.uid(),
                        peer.gid(),
                        peer.groups().stream().sorted().toList()));
        assertThat(peer.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(peer.isSameUser()).isTrue();
        assertThat(peer.executable()).contains(Path.of("/usr/bin/python3").toRealPath());
        try (PidFd pidFd = stream.peerPidFd()) {
          assertThat(pidFd.pid()).isEqualTo(process.pid());
          assertThat(pidFd.isAlive()).isTrue();
          stream.write(new byte[1]);
          process.waitFor();
          assertThat(pidFd.isAlive()).isFalse();
          assertThat(peer.executable()).isEmpty();
        }
      }
    }
  }

  @Test
  void isGoneWhenItHasClosedBothDirections() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      pair.second().shutdownOutput();
      assertThat(pair.first().isPeerGone()).isFalse();
      pair.second().close();
      assertThat(pair.first().isPeerGone()).isTrue();
    }
  }

  @Test
  void aNumberWithoutAProcessIsAnError() {
    assertThatThrownBy(() -> PidFd.open(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PidFd.open(Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ESRCH");
  }
}
