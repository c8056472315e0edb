package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that connects and then never reads. */
class NeverReadingPeerTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String CONNECTS =
      """
      s = socket.socket(socket.AF_UNIX, getattr(socket, sys.argv[2]))
      s.connect(address(sys.argv[1]))
      sys.stdin.read()
      """;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aStreamsWritesTimeOutAndTheMemoryIsBounded(ThreadKind kind) throws Exception {
    String name = Names.unique();
    UnixAddress address = UnixAddress.abstractName(name);
    try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
      Process peer = Peers.python(CONNECTS, "@" + name, "SOCK_STREAM");
      try (UnixStream client = listener.accept()) {
        client.writeTimeout(SHORT);
        ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
        for (int i = 0; i < 10; i++) {
          assertThat(Task.run(kind, () -> client.write(much)).failure())
              .isExactlyInstanceOf(SocketTimeoutException.class);
          assertThat(Task.run(kind, () -> client.sendMessage(much)).failure())
              .isExactlyInstanceOf(SocketTimeoutException.class);
        }
        assertBounded(client, much.position());
        assertOthersAreServed(listener, address);
      } finally {
        peer.destroyForcibly();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void seqpacketSendsTimeOutAndTheMemoryIsBounded(ThreadKind kind) throws Exception {
    String name = Names.unique();
    UnixAddress address = UnixAddress.abstractName(name);
    try (LocalListener<UnixSeqPacket> listener = UnixSeqPacket.listen(address)) {
      Process peer = Peers.python(CONNECTS, "@" + name, "SOCK_SEQPACKET");
      try (UnixSeqPacket client = listener.accept()) {
        client.sendTimeout(SHORT);
        long sent = 0;
        for (int failures = 0; failures < 10; ) {
          try {
            client.send(ByteBuffer.allocate(10_000));
            sent += 10_000;
          } catch (SocketTimeoutException e) {
            failures++;
          }
        }
        assertThat(Task.run(kind, () -> client.send(ByteBuffer.allocate(10_000))).failure())
            .isExactlyInstanceOf(SocketTimeoutException.class);
        assertBounded(client, sent);
      } finally {
        peer.destroyForcibly();
      }
    }
  }

  /** The kernel holds what fits into the send buffer, and may exceed it by one piece. */
  private static void assertBounded(UnixSocket client, long sent) throws Exception {
    int most = 2 * client.getOption(StandardSocketOptions.SO_SNDBUF);
    assertThat(sent).isPositive().isLessThan(most);
    assertThat(client.unsent()).isPositive().isLessThan(most);
  }

  private static void assertOthersAreServed(LocalListener<UnixStream> listener, UnixAddress address)
      throws Exception {
    try (UnixStream honest = UnixStream.connect(address);
        UnixStream accepted = listener.accept()) {
      accepted.write(new byte[] {3});
      assertThat(honest.readFully(1)).containsExactly(3);
      assertThatThrownBy(() -> listener.accept(Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
