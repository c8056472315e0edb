package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Fill;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pipes to and from another process, which takes its time: tries that never wait. */
class OtherProcessPipeTest {
  /** Does what each byte says, and says so. */
  private static final String OBEYS =
      """
      s.connect(address(sys.argv[1]))
      data, (r, w), flags, sender = socket.recv_fds(s, 1, 9)
      for order in iter(lambda: s.recv(1), b''):
          if order == b'w': os.write(w, b'x')
          if order == b'r': os.read(r, 8192)
          if order == b'c':
              os.close(r)
              os.close(w)
          s.sendall(order)
      """;

  @Test
  void triesFindWhatTheOtherHasDone() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name));
        UnnamedPipe there = UnnamedPipe.create();
        UnnamedPipe back = UnnamedPipe.create()) {
      Process python = Peers.python(OBEYS, "@" + name);
      try (UnixStream peer = listener.accept(Duration.ofSeconds(20))) {
        peer.sendMessage(
            ByteBuffer.allocate(1), Ancillary.descriptors(there.reader(), back.writer()));
        there.reader().close();
        back.writer().close();
        PipeReader reader = back.reader();
        PipeWriter writer = there.writer();

        assertNothingThere(reader);
        tell(peer, 'w');
        assertThat(reader.read(ByteBuffer.allocate(9), Duration.ZERO)).isEqualTo(1);
        assertNothingThere(reader);

        Fill.up(writer);
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1), Duration.ZERO))
            .isExactlyInstanceOf(SocketTimeoutException.class);
        tell(peer, 'r');
        assertThat(writer.write(ByteBuffer.allocate(1), Duration.ZERO)).isEqualTo(1);

        tell(peer, 'c');
        assertThat(reader.read(ByteBuffer.allocate(9), Duration.ZERO)).isEqualTo(-1);
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1), Duration.ZERO))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("(EPIPE)");
      }
      assertThat(Peers.outputOf(python)).isEmpty();
    }
  }

  private static void assertNothingThere(PipeReader reader) {
    assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(9), Duration.ZERO))
        .isExactlyInstanceOf(SocketTimeoutException.class);
  }

  private static void tell(UnixStream peer, char order) throws IOException {
    peer.write(new byte[] {(byte) order});
    assertThat(peer.readFully(1)).containsExactly(order);
  }
}
