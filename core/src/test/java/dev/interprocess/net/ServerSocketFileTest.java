package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.Access;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a server socket whose name is a path. */
class ServerSocketFileTest {
  @TempDir Path folder;

  @Test
  void removesItsFileAndLeavesThoseWhoAreConnected() throws Exception {
    Path path = folder.resolve("a.sock");
    try (Ends ends = Ends.local(LocalName.path(path))) {
      assertThat(path).exists();
      ends.listening().close();
      assertThat(path).doesNotExist();
      ends.client().getOutputStream().write(7);
      assertThat(ends.server().getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void takesOverTheNameOfADeadServerOnly() throws Exception {
    Path path = folder.resolve("a.sock");
    leaveStale(path);
    LocalServerSocketFactory factory = new LocalServerSocketFactory(LocalName.path(path));
    ServerSocket careful = factory.createServerSocket();
    careful.setReuseAddress(false);
    assertThatThrownBy(() -> careful.bind(null)).isInstanceOf(BindException.class);
    try (ServerSocket server = factory.createServerSocket(80)) {
      assertThatThrownBy(() -> factory.createServerSocket(80)).isInstanceOf(BindException.class);
      assertThat(server.isBound()).isTrue();
    }
    Files.writeString(path, "not a socket");
    assertThatThrownBy(() -> factory.createServerSocket(80)).isInstanceOf(BindException.class);
    assertThat(path).hasContent("not a socket");
  }

  /** What a server leaves that has no time to remove it. */
  private static void leaveStale(Path path) throws Exception {
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
  }

  @Test
  void isMadeOfAListenerWithItsRules() throws Exception {
    Path path = folder.resolve("a.sock");
    try (ServerSocket server =
            LocalServerSocketFactory.serverSocket(
                LocalStream.listenOptions()
                    .access(Access.everyone())
                    .listen(LocalName.path(path)));
        Socket client = new LocalSocketFactory(path.toString()).createSocket("ignored", 1)) {
      assertThat(Files.getPosixFilePermissions(path)).hasSize(6);
      server.accept().close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> server.bind(null)).hasMessage("Already bound");
    }
  }
}
