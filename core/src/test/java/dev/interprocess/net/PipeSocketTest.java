package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalName;
import dev.interprocess.SystemError;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindows;
import dev.interprocess.windows.NamedPipeAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** Sockets over named pipes: what differs from those over Unix domain sockets. */
@OnWindows
class PipeSocketTest {
  @Test
  void theAddressOfBothEndsIsThePipes() throws Exception {
    LocalName name = Names.namespaced();
    Ends ends = Ends.local(name);
    try (ends) {
      assertThat(ends.listening().getLocalSocketAddress()).isEqualTo(name);
      assertThat(ends.client().getRemoteSocketAddress()).isEqualTo(name);
      assertThat(ends.client().getLocalSocketAddress()).isEqualTo(name.address());
      assertThat(ends.server().getLocalSocketAddress()).isEqualTo(name.address());
      assertThat(ends.server().getRemoteSocketAddress()).isEqualTo(name.address());
    }
    assertThat(ends.server().getRemoteSocketAddress()).as("closed").isEqualTo(name.address());
  }

  @Test
  void aPipeCanBeGivenInPlaceOfTheFactorysName() throws Exception {
    NamedPipeAddress pipe = NamedPipeAddress.of(Names.unique());
    try (ServerSocket server =
            new LocalServerSocketFactory(Names.namespaced()).createServerSocket();
        Socket client = new LocalSocketFactory("unused").createSocket()) {
      server.bind(pipe);
      client.connect(pipe);
      try (Socket accepted = server.accept()) {
        client.getOutputStream().write(7);
        assertThat(accepted.getInputStream().read()).isEqualTo(7);
      }
    }
  }

  @Test
  void sizesOfBuffersAreHintsThatComeTooLate() throws Exception {
    try (Ends ends = Ends.local();
        Socket socket = new LocalSocketFactory("unused").createSocket()) {
      socket.setSendBufferSize(20_000);
      socket.setReceiveBufferSize(20_000);
      socket.connect(ends.listening().getLocalSocketAddress());
      ends.listening().setReceiveBufferSize(30_000);
      try (Socket accepted = ends.listening().accept()) {
        int usual = ends.client().getSendBufferSize();
        assertThat(socket.getSendBufferSize()).isEqualTo(usual);
        assertThat(accepted.getReceiveBufferSize()).isEqualTo(usual);
      }
    }
  }

  @Test
  void thereAreNoUrgentBytes() throws Exception {
    try (Ends ends = Ends.local()) {
      ends.server().setOOBInline(true);
      assertThatThrownBy(() -> ends.client().sendUrgentData(1))
          .isExactlyInstanceOf(SocketException.class);
    }
  }

  @Test
  void aWriteToAPeerThatIsGoneFailsAndAReadIsTheEnd() throws Exception {
    try (Ends ends = Ends.local()) {
      ends.client().getOutputStream().write(1);
      ends.server().close();
      assertThatThrownBy(() -> ends.client().getOutputStream().write(1))
          .isExactlyInstanceOf(SocketException.class)
          .cause()
          .isInstanceOfSatisfying(
              SystemError.class, error -> assertThat(error.name()).isEqualTo("ERROR_NO_DATA"));
      assertThat(ends.client().getInputStream().read()).isEqualTo(-1);
    }
  }
}
