package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class StreamHalvesTest {
  private final byte[] one = {1};

  @Test
  void areAlwaysTheSameObjects() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertThat(pair.first().reader()).isSameAs(pair.first().reader());
      assertThat(pair.first().writer()).isSameAs(pair.first().writer());
    }
  }

  @Test
  void closeOfTheWriterEndsTheOthersReadsAndOurReadsGoOn() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().writer().write(one);
      pair.first().writer().close();
      assertThat(pair.second().inputStream().readAllBytes()).containsExactly(one);
      pair.second().write(one);
      assertThat(pair.first().reader().readFully(1)).containsExactly(one);
      assertThat(pair.first().writer().isOpen()).isFalse();
      assertThat(pair.first().reader().isOpen()).isTrue();
      assertThat(pair.first().isOpen()).isTrue();
      assertThatThrownBy(() -> pair.first().writer().write(one))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void closeOfTheReaderEndsTheOthersWritesAndOurWritesGoOn() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().reader().close();
      assertThatThrownBy(() -> pair.second().write(one))
          .isInstanceOfSatisfying(
              SystemError.class, error -> assertThat(error.name()).isEqualTo("EPIPE"));
      pair.first().writer().write(one);
      assertThat(pair.second().readFully(1)).containsExactly(one);
    }
  }

  @Test
  void closeOfBothClosesTheStream() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().writer().close();
      pair.first().writer().close();
      assertThat(pair.first().isOpen()).isTrue();
      pair.first().reader().close();
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @Test
  void areClosedByTheStreamsClose() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().close();
      assertThat(pair.first().reader().isOpen()).isFalse();
      assertThat(pair.first().writer().isOpen()).isFalse();
      pair.first().reader().close();
    }
  }

  @Test
  void shutdownOutputEndsOneDirectionOnly() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(one);
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).containsExactly(one);
      assertThatThrownBy(() -> pair.first().write(one))
          .hasMessage("write socket pair: Broken pipe (EPIPE)");
      pair.second().write(one);
      assertThat(pair.first().readFully(1)).containsExactly(one);
    }
  }

  @Test
  void shutdownInputEndsReadsAndThePeersWrites() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().shutdownInput();
      assertThat(pair.first().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pair.second().write(one)).hasMessageContaining("EPIPE");
      pair.first().write(one);
      assertThat(pair.second().readFully(1)).containsExactly(one);
    }
  }

  @Test
  void shutdownAfterThePeerHasClosedIsHarmless() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().close();
      pair.first().shutdownOutput();
      pair.first().shutdownInput();
      assertThat(pair.first().read(new byte[1])).isEqualTo(-1);
    }
  }
}
