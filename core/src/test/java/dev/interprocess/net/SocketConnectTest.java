package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SystemError;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers give a host and a port, which mean the factory's name; others give a name of ours. */
@OnWindowsToo
class SocketConnectTest {
  @TempDir Path folder;

  private Path path(String name) {
    return SystemNames.ON_WINDOWS ? Names.pipe() : folder.resolve(name);
  }

  @Test
  void anyKindOfAddressLeadsToTheListener() throws Exception {
    Path path = path("a.sock");
    LocalName name = LocalName.path(path);
    List<SocketAddress> addresses =
        new ArrayList<>(
            List.of(
                name,
                name.address(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432),
                InetSocketAddress.createUnresolved("no.such.host.invalid", 80)));
    if (!SystemNames.ON_WINDOWS) {
      addresses.add(UnixDomainSocketAddress.of(path));
    }
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      for (SocketAddress address : addresses) {
        try (Socket socket = new LocalSocketFactory(name).createSocket()) {
          socket.connect(address, 1_000);
          try (LocalStream accepted = listener.accept()) {
            socket.getOutputStream().write(7);
            assertThat(accepted.readFully(1)).as("through %s", address).containsExactly(7);
          }
        }
      }
    }
  }

  @Test
  void anotherNameThanTheFactorysIsConnectedToWhenItIsGiven() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        Socket socket = new LocalSocketFactory(Names.namespaced()).createSocket()) {
      socket.connect(name);
      listener.accept().close();
      assertThat(socket.getRemoteSocketAddress()).isEqualTo(name);
    }
  }

  @Test
  void nobodyThereIsAConnectExceptionAndClosesTheSocket() throws Exception {
    for (LocalName name : List.of(Names.namespaced(), LocalName.path(path("none")))) {
      Socket socket = new LocalSocketFactory(name).createSocket();
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress(1)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("connect " + name)
          .satisfies(
              e ->
                  assertThat(List.of(e, e.getCause() == null ? e : e.getCause()))
                      .hasAtLeastOneElementOfType(SystemError.class));
      assertThat(socket.isClosed()).isTrue();
      assertThat(socket.isConnected()).isFalse();
      assertThatThrownBy(() -> socket.connect(name)).isInstanceOf(SocketException.class);
    }
  }
}
