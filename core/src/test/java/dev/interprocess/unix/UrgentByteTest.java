package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SocketPair;
import org.junit.jupiter.api.Test;

class UrgentByteTest {
  @Test
  void overtakesAndIsReceivedApart() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      assertThat(pair.second().receiveUrgent()).isEmpty();
      pair.first().write(new byte[] {1, 2});
      pair.first().sendUrgent(200);
      pair.first().write(new byte[] {3});
      assertThat(pair.second().receiveUrgent()).hasValue(200);
      assertThat(pair.second().receiveUrgent()).isEmpty();
      assertThat(pair.second().readFully(3)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void standsAmongTheOthersWhenAskedFor() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      pair.second().setOption(UnixSocketOptions.SO_OOBINLINE, true);
      pair.first().write(new byte[] {1});
      pair.first().sendUrgent(2);
      assertThat(pair.second().readFully(2)).containsExactly(1, 2);
    }
  }
}
