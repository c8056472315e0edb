package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL gives the peer no time for anything; our side ends with what the kernel knows. */
class KilledPeerTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void amidItsWriteEndsOurRead(ThreadKind kind) throws Exception {
    String name = Names.unique();
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.namespaced(name))) {
      Process peer =
          Peers.python(
              """
              s.connect(address(sys.argv[1]))
              while True: s.sendall(b'x' * 100000)
              """,
              "@" + name);
      try (LocalStream stream = listener.accept()) {
        stream.readFully(300_000);
        Task<Long> read = Task.start(kind, () -> stream.transferTo(new Sink()));
        peer.destroyForcibly().waitFor();
        try {
          assertThat(read.get()).isNotNegative();
        } catch (IOException e) {
          assertThat(((SystemError) e).name()).isEqualTo("ECONNRESET");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsOurWriteThatWaits(ThreadKind kind) throws Exception {
    String name = Names.unique();
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.namespaced(name))) {
      Process peer = Peers.python("s.connect(address(sys.argv[1])); time.sleep(60)", "@" + name);
      try (LocalStream stream = listener.accept()) {
        Task<Void> write = Task.run(kind, () -> stream.write(new byte[8 << 20])).awaitWaiting();
        peer.destroyForcibly().waitFor();
        Exception failure = write.failure();
        assertThat(failure).isInstanceOf(SystemError.class);
        assertThat(((SystemError) failure).name()).isIn("EPIPE", "ECONNRESET");
      }
    }
  }

  private static final class Sink implements java.nio.channels.WritableByteChannel {
    @Override
    public int write(java.nio.ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
