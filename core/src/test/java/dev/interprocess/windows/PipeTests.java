package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;

/** What the tests of named pipes have in common. */
final class PipeTests {
  private PipeTests() {}

  static NamedPipeAddress address() {
    return NamedPipeAddress.of(Names.unique());
  }

  /** Two ends, the client's first. */
  static <S extends Channel> SocketPair<S> connect(Listen<S> listen, Connect<S> connect)
      throws IOException {
    NamedPipeAddress address = address();
    try (LocalListener<S> listener = listen.on(address)) {
      return new SocketPair<>(connect.to(address), listener.accept());
    }
  }

  interface Listen<S extends Channel> {
    LocalListener<S> on(NamedPipeAddress address) throws IOException;
  }

  interface Connect<S extends Channel> {
    S to(NamedPipeAddress address) throws IOException;
  }

  /** Both ends exist, and a byte goes each way. */
  static void assertServes(NamedPipeAddress address) throws IOException {
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
      assertServes(listener, address);
    }
  }

  static void assertServes(LocalListener<NamedPipeStream> listener, NamedPipeAddress address)
      throws IOException {
    try (NamedPipeStream client = NamedPipeStream.connect(address);
        NamedPipeStream server = listener.accept()) {
      client.write(new byte[] {2});
      assertThat(server.readFully(1)).containsExactly(2);
      server.write(new byte[] {3});
      assertThat(client.readFully(1)).containsExactly(3);
    }
  }

  static Task<Integer> reading(NamedPipeStream stream) {
    return Task.start(ThreadKind.VIRTUAL, () -> stream.read(new byte[1]));
  }

  /** A read gives the end, and a write fails. */
  static void assertIsGone(NamedPipeStream stream, Task<Integer> read) throws Exception {
    assertThat(read.get()).isEqualTo(-1);
    assertNobodyReads(Task.run(() -> stream.write(new byte[1])).failure());
  }

  /** What a write fails with whose peer is gone. */
  static void assertNobodyReads(Exception failure) {
    assertThat(failure).isInstanceOf(IOException.class).isInstanceOf(SystemError.class);
    assertThat(((SystemError) failure).name())
        .isIn("ERROR_NO_DATA", "ERROR_BROKEN_PIPE", "ERROR_PIPE_NOT_CONNECTED");
  }

  static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }
}
