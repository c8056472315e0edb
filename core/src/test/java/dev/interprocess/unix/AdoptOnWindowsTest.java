package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.interprocess.LocalStream;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Wine;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix domain sockets of Windows, by the JDK's channel. */
@OnWindows
class AdoptOnWindowsTest {
  @TempDir Path folder;

  @Test
  void aChannelIsAStream() throws Exception {
    assumeFalse(Wine.RUNS, "Wine has no AF_UNIX");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("gr\u00fcn"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (LocalStream stream = UnixStream.adopt(SocketChannel.open(address));
          SocketChannel peer = server.accept()) {
        stream.write(new byte[] {1});
        assertThat(peer.read(ByteBuffer.allocate(2))).isEqualTo(1);
        assertThat(((UnixStream) stream).remoteAddress())
            .isEqualTo(UnixAddress.path(address.getPath()));
      }
    }
  }

  @Test
  void itsPathsAreThoseOfTheSystem() {
    Path path = Path.of("C:\\some folder\\gr\u00fcn \u20ac");
    assertThat(UnixAddress.path(path).path()).contains(path);
  }
}
