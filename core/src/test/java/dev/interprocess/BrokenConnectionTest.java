package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A peer that left bytes unread has broken the connection; one that read all has ended it. */
class BrokenConnectionTest {
  @Test
  void isToldFromAnEnd() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(new byte[10]);
      pair.second().close();
      assertThatThrownBy(() -> pair.first().read(new byte[1]))
          .isInstanceOf(SystemError.class)
          .hasMessage("read socket pair: Connection reset by peer (ECONNRESET)");
      assertThatThrownBy(() -> pair.first().write(new byte[1]))
          .hasMessage("write socket pair: Broken pipe (EPIPE)");
    }
  }

  @Test
  void isNoneWhereThePeerHasReadAll() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(new byte[10]);
      pair.second().readFully(10);
      pair.second().close();
      assertThat(pair.first().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pair.first().write(new byte[1])).hasMessageContaining("EPIPE");
    }
  }
}
