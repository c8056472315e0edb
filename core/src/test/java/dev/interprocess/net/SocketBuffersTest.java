package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;

/** The sizes are the system's own, as it says itself. */
class SocketBuffersTest {
  @Test
  void areTheSystems() throws Exception {
    try (Ends ends = Ends.local();
        UnixStream stream =
            UnixStream.connect(
                UnixAddress.abstractName(
                    ends.listening().getLocalSocketAddress().toString().substring(9)))) {
      Socket socket = LocalSocketFactory.socket(stream);
      socket.setSendBufferSize(50_000);
      assertThat(stream.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(100_000);
      stream.setOption(StandardSocketOptions.SO_RCVBUF, 30_000);
      assertThat(socket.getReceiveBufferSize()).isEqualTo(30_000);
    }
  }

  @Test
  void areSetBeforeConnectAndByTheServerForThoseWhomItAccepts() throws Exception {
    try (Ends ends = Ends.local();
        Socket socket = new LocalSocketFactory("unused").createSocket()) {
      int usual = socket.getSendBufferSize();
      assertThat(usual).isEqualTo(ends.client().getSendBufferSize());
      socket.setSendBufferSize(20_000);
      socket.connect(ends.listening().getLocalSocketAddress());
      assertThat(socket.getSendBufferSize()).isEqualTo(20_000);
      ends.listening().setReceiveBufferSize(30_000);
      try (Socket accepted = ends.listening().accept()) {
        assertThat(accepted.getReceiveBufferSize()).isEqualTo(30_000);
        assertThat(accepted.getSendBufferSize()).isEqualTo(usual);
      }
    }
  }
}
