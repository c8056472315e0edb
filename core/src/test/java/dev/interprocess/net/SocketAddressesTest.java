package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.unix.UnixAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loopback and port 0 for those who want the Internet's, ours for the others. */
class SocketAddressesTest {
  @TempDir Path folder;

  @Test
  void areThoseOfBothEnds() throws Exception {
    LocalName name = LocalName.path(folder.resolve("a.sock"));
    UnixAddress address = (UnixAddress) name.address();
    Ends ends = Ends.local(name);
    try (ends) {
      assertThat(ends.listening().getLocalSocketAddress()).isEqualTo(name);
      assertThat(ends.client().getRemoteSocketAddress()).isEqualTo(name);
      assertThat(ends.client().getLocalSocketAddress()).isEqualTo(UnixAddress.unnamed());
      assertThat(ends.server().getLocalSocketAddress()).isEqualTo(address);
      assertThat(ends.server().getRemoteSocketAddress()).isEqualTo(UnixAddress.unnamed());
      assertThat(ends.client().getInetAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
      assertThat(ends.client().getPort()).isZero();
      assertThat(ends.server().getLocalPort()).isZero();
      assertThat(ends.listening().getLocalPort()).isZero();
    }
    assertThat(ends.client().getRemoteSocketAddress()).as("after the close").isEqualTo(name);
    assertThat(ends.server().getLocalSocketAddress()).as("after the close").isEqualTo(address);
  }

  @Test
  void standInTheText() throws Exception {
    LocalName name = LocalName.of(Names.unique());
    Socket unconnected = new LocalSocketFactory(name).createSocket();
    assertThat(unconnected).hasToString("Socket[unconnected]");
    Ends ends = Ends.local(name);
    try (ends) {
      assertThat(ends.client()).hasToString("Socket[" + name + "]");
      assertThat(ends.listening()).hasToString("ServerSocket[listener " + name + "]");
    }
    assertThat(ends.client()).hasToString("Socket[" + name + " (closed)]");
    assertThat(new LocalServerSocketFactory(name).createServerSocket())
        .hasToString("ServerSocket[unbound]");
  }

  @Test
  void ofAPairAreNone() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Socket socket = LocalSocketFactory.socket(pair.first());
      assertThat(socket.getRemoteSocketAddress()).isEqualTo(UnixAddress.unnamed());
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
