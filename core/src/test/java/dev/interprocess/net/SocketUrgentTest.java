package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Urgent bytes, as Java's TCP sockets have them. */
class SocketUrgentTest {
  @Test
  void areReadAmongTheOthersOrNotAtAll() throws Exception {
    for (boolean inline : new boolean[] {true, false}) {
      SocketPair<LocalStream> pair = LocalStream.pair();
      try (Socket one = LocalSocketFactory.socket(pair.first());
          Socket other = LocalSocketFactory.socket(pair.second())) {
        other.setOOBInline(inline);
        assertThat(other.getOOBInline()).isEqualTo(inline);
        one.getOutputStream().write(1);
        one.sendUrgentData(2);
        one.getOutputStream().write(3);
        one.shutdownOutput();
        byte[] all = other.getInputStream().readAllBytes();
        assertThat(all).isEqualTo(inline ? new byte[] {1, 2, 3} : new byte[] {1, 3});
      }
    }
  }
}
