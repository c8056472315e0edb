package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SocketPair;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two receivers share a socket: one that saw a small message may get the large one behind it. */
@Timeout(120)
class SharedReceiverTest {
  private static final int LARGE = 400 << 10;
  private static final int MESSAGES = 20_000;

  @Test
  void everyMessageIsWhole() throws Exception {
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair();
        UnixSeqPacket other = UnixSeqPacket.adopt(Descriptor.duplicateOf(pair.second()))) {
      pair.first().setOption(StandardSocketOptions.SO_SNDBUF, 4 * LARGE);
      boolean fits = pair.first().getOption(StandardSocketOptions.SO_SNDBUF) > LARGE;
      byte[] large = bytes(fits ? LARGE : 300);
      List<Task<Integer>> receivers = new ArrayList<>();
      for (UnixSeqPacket receiver : List.of(pair.second(), other)) {
        receivers.add(Task.start(ThreadKind.PLATFORM, () -> receive(receiver)));
      }
      for (int i = 0; i < MESSAGES; i++) {
        pair.first().send(ByteBuffer.wrap(i % 2 == 0 ? bytes(10) : large));
      }
      pair.first().shutdownOutput();
      int received = 0;
      for (Task<Integer> receiver : receivers) {
        received += receiver.get();
      }
      assertThat(received).isEqualTo(MESSAGES);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  private static int receive(UnixSeqPacket socket) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    for (int count = 0; ; count++) {
      int length = socket.receive(buffer.clear());
      if (length < 0) {
        return count;
      }
      assertThat(buffer.position()).isEqualTo(length);
      assertThat(buffer.get(length - 1)).isEqualTo((byte) 'x');
      buffer.put(length - 1, (byte) 0); // so that it is seen if it is not written again
    }
  }
}
