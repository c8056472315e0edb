package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Credentials, pidfds and time stamps that go along with messages. */
class CredentialsTest {
  private static final long PID = ProcessHandle.current().pid();

  private static ByteBuffer one() {
    return ByteBuffer.wrap(new byte[] {1});
  }

  @Test
  void comeWithEachMessageOfEachTypeWhenAskedFor() throws Exception {
    try (SocketPair<UnixStream> streams = UnixStream.pair();
        SocketPair<UnixSeqPacket> seqPackets = UnixSeqPacket.pair();
        SocketPair<UnixDatagram> datagrams = UnixDatagram.pair()) {
      for (SocketPair<? extends UnixSocket> pair :
          java.util.List.of(streams, seqPackets, datagrams)) {
        pair.second().setOption(UnixSocketOptions.SO_PASSCRED, true);
        pair.second().setOption(UnixSocketOptions.SO_PASSPIDFD, true);
        pair.second().setOption(UnixSocketOptions.SO_TIMESTAMPNS, true);
        Instant before = Instant.now();
        try (Descriptor memory = Descriptor.memory("along")) {
          pair.first().sendMessage(one(), Ancillary.descriptors(memory));
        }
        try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
          assertThat(message.credentials().orElseThrow().pid()).isEqualTo(PID);
          assertThat(message.credentials().orElseThrow().isSameUser()).isTrue();
          assertThat(message.pidFd().orElseThrow().pid()).isEqualTo(PID);
          assertThat(message.pidFd().orElseThrow().isAlive()).isTrue();
          assertThat(message.descriptors()).hasSize(1);
          assertThat(message.securityLabel()).isEmpty();
          assertThat(message.ancillaryTruncated()).isFalse();
          // Streams give no time: the kernel stamps messages only.
          if (!(pair.second() instanceof UnixStream)) {
            assertThat(message.timestamp().orElseThrow())
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
          }
        }
      }
    }
  }

  @Test
  void ofAnotherProcessAreItsOwn() throws Exception {
    String name = Names.unique();
    UnixAddress address = UnixAddress.abstractName(name);
    try (UnixDatagram socket = UnixDatagram.bind(address)) {
      socket.setOption(UnixSocketOptions.SO_PASSCRED, true);
      Process python =
          Peers.python(
              """
              d = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
              d.sendto(b'x', address(sys.argv[1]))
              """,
              "@" + name);
      try (ReceivedMessage message =
          socket.receiveMessage(ByteBuffer.allocate(9), Duration.ofSeconds(20))) {
        assertThat(message.credentials().orElseThrow().pid()).isEqualTo(python.pid());
        assertThat(message.credentials().orElseThrow().executable()).isEmpty();
      }
      assertThat(Peers.outputOf(python)).isEmpty();
    }
  }

  @Test
  void thatAreOnesOwnMayBeSaid() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("along")) {
      UnixCredentials own = pair.first().peer();
      pair.second().setOption(UnixSocketOptions.SO_PASSCRED, true);
      pair.first()
          .sendMessage(
              one(),
              Ancillary.descriptors(memory),
              new Ancillary.Credentials(own.pid(), own.uid(), own.gid()));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.credentials().orElseThrow().uid()).isEqualTo(own.uid());
        assertThat(message.descriptors()).hasSize(1);
      }
    }
  }

  @Test
  void rootMaySayOthersOfAProcessThatExists() throws Exception {
    assumeTrue(Files.isWritable(java.nio.file.Path.of("/proc/1/oom_score_adj")), "root");
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      pair.second().setOption(UnixSocketOptions.SO_PASSCRED, true);
      pair.first().sendMessage(one(), new Ancillary.Credentials(1, 4_000_000_000L, 7));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        UnixCredentials said = message.credentials().orElseThrow();
        assertThat(said.pid()).isEqualTo(1);
        assertThat(said.uid()).isEqualTo(4_000_000_000L);
        assertThat(said.gid()).isEqualTo(7);
      }
      assertThat(
              catchThrowable(
                  () ->
                      pair.first().sendMessage(one(), new Ancillary.Credentials(4_000_000, 0, 0))))
          .isInstanceOf(SystemError.class)
          .hasMessageContaining("(ESRCH)");
    }
  }

  /** Sends forged credentials; run as nobody. */
  static final class Forger {
    public static void main(String[] arguments) throws IOException {
      try (SocketPair<UnixStream> pair = UnixStream.pair()) {
        for (Ancillary.Credentials forged :
            new Ancillary.Credentials[] {
              new Ancillary.Credentials(1, 65534, 65534),
              new Ancillary.Credentials(ProcessHandle.current().pid(), 0, 65534),
              new Ancillary.Credentials(ProcessHandle.current().pid(), 65534, 0),
            }) {
          try {
            pair.first().sendMessage(one(), forged);
            System.out.println("sent " + forged);
          } catch (AccessDeniedException e) {
            System.out.println(e.getMessage());
          }
        }
      }
    }
  }

  @Test
  void forgedOnesAreAClearErrorForAnotherUser() throws Exception {
    assumeTrue(Files.isWritable(java.nio.file.Path.of("/proc/1/oom_score_adj")), "root");
    try (TestJvm nobody =
        TestJvm.start(
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\"",
            Forger.class)) {
      for (int i = 0; i < 3; i++) {
        assertThat(nobody.hear()).isEqualTo("send socket pair: Operation not permitted (EPERM)");
      }
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new Ancillary.Credentials(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pid -1");
    assertThatThrownBy(() -> new Ancillary.Credentials(1, 1L << 32, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goWithAByteOnAStream() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("along")) {
      assertThatThrownBy(
              () -> pair.first().sendMessage(ByteBuffer.allocate(0), Ancillary.descriptors(memory)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no bytes");
      assertThatThrownBy(() -> pair.first().receiveMessage(ByteBuffer.allocate(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no room");
    }
  }
}
