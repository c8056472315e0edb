package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalName;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class ServerSocketTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void acceptHasATimeoutAfterWhichItGoesOn(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local();
        Socket late = new LocalSocketFactory("unused").createSocket()) {
      ends.listening().setSoTimeout(20);
      Task<Socket> accept = Task.start(kind, () -> ends.listening().accept());
      assertThat(accept.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
      late.connect(ends.listening().getLocalSocketAddress());
      ends.listening().accept().close();
    }
  }

  @Test
  void ignoresPortsAndHasABacklog() throws Exception {
    LocalName name = Names.namespaced();
    LocalServerSocketFactory factory = new LocalServerSocketFactory(name);
    try (ServerSocket server =
        factory.createServerSocket(80, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.getLocalSocketAddress()).isEqualTo(name);
      LocalSocketFactory clients = new LocalSocketFactory(name);
      try (Socket first = clients.createSocket("ignored", 1);
          Socket second = clients.createSocket()) {
        if (!SystemNames.ON_WINDOWS) { // to Linux a backlog of one are two
          second.connect(name);
        }
        Socket late = clients.createSocket();
        assertThatThrownBy(() -> late.connect(new InetSocketAddress(1), 60))
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(first.isConnected()).isTrue();
      }
    }
  }
}
