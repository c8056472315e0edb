package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that sends all the descriptors that a message holds, with each single byte. */
class DescriptorFloodTest {
  private static final int BYTES = 200;
  private static final String FLOOD =
      """
      s.connect(address(sys.argv[1]))
      r, w = os.pipe()
      for i in range(int(sys.argv[2])):
          socket.send_fds(s, [bytes([i % 256])], [r] * 253)
      s.shutdown(socket.SHUT_WR)
      assert s.recv(1) == b'', 'the server closes'
      print('done')
      """;

  /** How the server reads. */
  enum Way {
    PLAINLY,
    BY_STREAM,
    WITH_WHAT_COMES_ALONG,
    AT_MOST_ONE;

    int read(UnixStream client, ByteBuffer one) throws Exception {
      return switch (this) {
        case PLAINLY -> client.read(one);
        case BY_STREAM -> {
          int read = client.inputStream().read();
          one.position(read < 0 ? 0 : 1).put(0, (byte) read);
          yield read < 0 ? -1 : 1;
        }
        case WITH_WHAT_COMES_ALONG -> {
          try (ReceivedMessage message = client.receiveMessage(one)) {
            assertThat(message.descriptors()).hasSize(message.isEnd() ? 0 : 253);
            assertThat(message.ancillaryTruncated()).isFalse();
            yield message.isEnd() ? -1 : message.length();
          }
        }
        case AT_MOST_ONE -> {
          client.descriptorLimit(1);
          try (ReceivedMessage message = client.receiveMessage(one)) {
            assertThat(message.descriptors()).hasSize(message.isEnd() ? 0 : 1);
            assertThat(message.ancillaryTruncated()).isEqualTo(!message.isEnd());
            yield message.isEnd() ? -1 : message.length();
          }
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void leavesNoDescriptorBehindAndHarmsNoOther(Way way) throws Exception {
    int before = OpenFiles.count();
    String name = Names.unique();
    UnixAddress address = UnixAddress.abstractName(name);
    try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
      Process flood = Peers.python(FLOOD, "@" + name, Integer.toString(BYTES));
      try (UnixStream hostile = listener.accept();
          UnixStream honest = UnixStream.connect(address);
          UnixStream accepted = listener.accept()) {
        int open = OpenFiles.count();
        ByteBuffer one = ByteBuffer.allocate(1);
        for (int i = 0; i < BYTES; i++) {
          ThreadKind kind = i % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL;
          assertThat(Task.start(kind, () -> way.read(hostile, one.clear())).get()).isEqualTo(1);
          assertThat(one.get(0)).isEqualTo((byte) i);
          assertThat(OpenFiles.count()).isEqualTo(open);
        }
        assertThat(way.read(hostile, one.clear())).isEqualTo(-1);
        honest.write("hello".getBytes(UTF_8));
        assertThat(accepted.readFully(5)).asString(UTF_8).isEqualTo("hello");
      }
      assertThat(Peers.outputOf(flood)).isEqualTo("done");
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }
}
