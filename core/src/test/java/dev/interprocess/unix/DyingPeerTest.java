package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Clients that send a part of what they should, or leave before they are accepted. */
class DyingPeerTest {
  /** Sends 60 of a message's 100 bytes, with a descriptor, and is killed. */
  private static final String HALF_A_MESSAGE =
      """
      s.connect(address(sys.argv[1]))
      r, w = os.pipe()
      socket.send_fds(s, [b'm' * 60], [r])
      os.kill(os.getpid(), 9)
      """;

  private static final String HALF_A_LINE =
      """
      s.connect(address(sys.argv[1]))
      s.sendall(b'whole\\nhal')
      os.kill(os.getpid(), 9)
      """;

  private static final String LEAVES =
      """
      for i in range(50):
          s = socket.socket(socket.AF_UNIX, getattr(socket, sys.argv[2]))
          s.connect(address(sys.argv[1]))
          r, w = os.pipe()
          socket.send_fds(s, [b'x'], [r] * 253)
          for d in (r, w): os.close(d)
          s.close()
      """;

  @Test
  void halfAMessageIsAnErrorForThatClientAlone() throws Exception {
    String name = Names.unique();
    UnixAddress address = UnixAddress.abstractName(name);
    List<Exception> failures = new CopyOnWriteArrayList<>();
    int before = OpenFiles.count();
    try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
      Task<Void> serving =
          Task.run(
              () ->
                  listener.serve(
                      client -> {
                        try {
                          client.write(client.readFully(100));
                        } catch (EOFException e) {
                          failures.add(e);
                        }
                      }));
      for (int i = 1; i <= 3; i++) {
        assertThat(Peers.outputOf(Peers.python(HALF_A_MESSAGE, "@" + name))).isEmpty();
        try (UnixStream honest = UnixStream.connect(address)) {
          honest.write(new byte[100]);
          assertThat(honest.readFully(100)).hasSize(100);
        }
      }
      listener.close();
      serving.get();
    }
    assertThat(failures).hasSize(3);
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void halfALineIsTheLastOneAndThenTheEndComes() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      assertThat(Peers.outputOf(Peers.python(HALF_A_LINE, "@" + name))).isEmpty();
      try (UnixStream client = listener.accept();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(client.inputStream(), UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("whole");
        assertThat(lines.readLine()).isEqualTo("hal");
        assertThat(lines.readLine()).isNull();
        assertThatThrownBy(() -> client.write(new byte[1])).hasMessageContaining("(EPIPE)");
      }
    }
  }

  @Test
  void streamsThatLeaveBeforeTheyAreAcceptedLeaveNothingBehind() throws Exception {
    String name = Names.unique();
    int before = OpenFiles.count();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      assertThat(Peers.outputOf(Peers.python(LEAVES, "@" + name, "SOCK_STREAM"))).isEmpty();
      for (int i = 0; i < 25; i++) { // the others go with the listener
        try (UnixStream client = listener.accept();
            ReceivedMessage message = client.receiveMessage(ByteBuffer.allocate(9))) {
          assertThat(message.descriptors()).hasSize(253);
          assertThat(client.read(new byte[1])).isEqualTo(-1);
          assertThat(client.isPeerGone()).isTrue();
        }
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void seqpacketOnesToo() throws Exception {
    String name = Names.unique();
    int before = OpenFiles.count();
    try (LocalListener<UnixSeqPacket> listener =
        UnixSeqPacket.listen(UnixAddress.abstractName(name))) {
      assertThat(Peers.outputOf(Peers.python(LEAVES, "@" + name, "SOCK_SEQPACKET"))).isEmpty();
      for (int i = 0; i < 25; i++) {
        try (UnixSeqPacket client = listener.accept()) {
          assertThat(client.receive(ByteBuffer.allocate(9))).isEqualTo(1);
          assertThat(client.receive(ByteBuffer.allocate(9))).isEqualTo(-1);
        }
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }
}
