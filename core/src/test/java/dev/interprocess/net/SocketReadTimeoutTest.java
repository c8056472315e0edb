package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class SocketReadTimeoutTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsTheReadAndNothingElse(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      ends.client().setSoTimeout(20);
      Task<Integer> read = Task.start(kind, () -> ends.client().getInputStream().read());
      assertThat(read.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
      ends.server().getOutputStream().write(7);
      assertThat(ends.client().getInputStream().read()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofZeroWaitsForEver(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      ends.client().setSoTimeout(20);
      ends.client().setSoTimeout(0);
      Task<Integer> read = Task.start(kind, () -> ends.client().getInputStream().read());
      Thread.sleep(60);
      assertThat(read.isDone()).isFalse();
      ends.server().getOutputStream().write(7);
      assertThat(read.get()).isEqualTo(7);
    }
  }

  @Test
  void setBeforeConnectHoldsAfterwards() throws Exception {
    try (Ends ends = Ends.local();
        Socket socket = new LocalSocketFactory("unused").createSocket()) {
      socket.setSoTimeout(20);
      socket.connect(ends.listening().getLocalSocketAddress());
      Task<Integer> read =
          Task.start(ThreadKind.PLATFORM, () -> socket.getInputStream().read(new byte[9]));
      assertThat(read.failure()).isExactlyInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void ofAStreamBecomesTheSockets() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().readTimeout(Duration.ofMillis(30));
      assertThat(LocalSocketFactory.socket(pair.first()).getSoTimeout()).isEqualTo(30);
      pair.second().readTimeout(Duration.ZERO);
      assertThat(LocalSocketFactory.socket(pair.second()).getSoTimeout()).isEqualTo(1);
    }
  }
}
