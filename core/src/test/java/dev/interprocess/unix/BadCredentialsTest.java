package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of another user that says it was somebody else, or sends what are no credentials. */
class BadCredentialsTest {
  private static final String LIAR =
      """
      import struct
      s = socket.socket(socket.AF_UNIX, getattr(socket, sys.argv[2]))
      s.connect(address(sys.argv[1]))
      own = struct.pack('3i', os.getpid(), os.getuid(), os.getgid())
      def tell(what, data):
          try:
              s.sendmsg([what], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, data)])
          except OSError as e:
              print(e.strerror)
      tell(b'pid', struct.pack('3i', 1, os.getuid(), os.getgid()))
      tell(b'uid', struct.pack('3i', os.getpid(), 0, os.getgid()))
      tell(b'gid', struct.pack('3i', os.getpid(), os.getuid(), 0))
      tell(b'short', own[:8])
      tell(b'long', own + own)
      tell(b'none', b'')
      tell(b'true', own)
      """;
  private static final String REFUSED =
      """
      Operation not permitted
      Operation not permitted
      Operation not permitted
      Invalid argument
      Invalid argument
      Invalid argument""";

  @BeforeEach
  void onlyRootCanActAsAnother() {
    assumeTrue(Files.isWritable(Path.of("/proc/1/oom_score_adj")), "root");
  }

  @Test
  void nothingOfItReachesAStream() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener =
        UnixStream.listenOptions()
            .access(Access.everyone())
            .option(UnixSocketOptions.SO_PASSCRED, true)
            .listen(UnixAddress.abstractName(name))) {
      Process liar = Peers.pythonAsNobody(LIAR, "@" + name, "SOCK_STREAM");
      try (UnixStream client = listener.accept()) {
        assertOnlyTheTruthCame(client, liar);
      }
    }
  }

  @Test
  void orADatagramSocket() throws Exception {
    String name = Names.unique();
    try (UnixDatagram socket =
        UnixDatagram.bind(UnixAddress.abstractName(name), Access.everyone(), Existing.FAIL)) {
      socket.setOption(UnixSocketOptions.SO_PASSCRED, true);
      Process liar = Peers.pythonAsNobody(LIAR, "@" + name, "SOCK_DGRAM");
      assertOnlyTheTruthCame(socket, liar);
    }
  }

  private static void assertOnlyTheTruthCame(UnixSocket socket, Process liar) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    try (ReceivedMessage message = socket.receiveMessage(buffer, Duration.ofSeconds(20))) {
      assertThat(new String(buffer.array(), 0, message.length(), UTF_8)).isEqualTo("true");
      UnixCredentials sender = message.credentials().orElseThrow();
      assertThat(sender.pid()).isEqualTo(liar.pid());
      assertThat(sender.uid()).isEqualTo(65534);
      assertThat(sender.gid()).isEqualTo(65534);
    }
    assertThat(Peers.outputOf(liar)).isEqualTo(REFUSED);
  }
}
