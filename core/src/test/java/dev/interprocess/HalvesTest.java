package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.unix.UnixStream;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** The two directions of a stream end, and are owned, apart. */
class HalvesTest {
  @Test
  void shutdownOfOneDirectionLeavesTheOther() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(new byte[] {1});
      pair.first().shutdownOutput();
      assertThat(pair.second().readFully(1)).containsExactly(1);
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
      pair.second().write(new byte[] {2});
      assertThat(pair.first().readFully(1)).containsExactly(2);
      assertThatThrownBy(() -> pair.first().write(new byte[1]))
          .hasMessage("write socket pair: Broken pipe (EPIPE)");
    }
  }

  @Test
  void shutdownOfTheInputTellsTheWriter() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().shutdownInput();
      assertThat(pair.first().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pair.second().write(new byte[1])).isInstanceOf(SystemError.class);
    }
  }

  @Test
  void theStreamIsClosedWithItsSecondHalf() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteReader reader = pair.first().reader();
      ByteWriter writer = pair.first().writer();
      writer.write(new byte[] {1});
      writer.close();
      assertThat(pair.second().readFully(1)).containsExactly(1);
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> writer.write(new byte[1]))
          .isInstanceOf(ClosedChannelException.class);
      pair.second().write(new byte[] {2});
      assertThat(reader.readFully(1)).containsExactly(2);
      assertThat(pair.first().isOpen()).isTrue();
      reader.close();
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @Test
  void aDuplicateIsASecondOwner() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        LocalStream duplicate = LocalStream.duplicateOf(pair.first())) {
      pair.first().close();
      duplicate.write(new byte[] {1});
      assertThat(pair.second().readFully(1)).containsExactly(1);
      duplicate.close();
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> LocalStream.duplicateOf(duplicate))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void viewsLiveAndDieWithTheStream() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().outputStream().write(200);
      assertThat(pair.second().inputStream().available()).isEqualTo(1);
      assertThat(pair.second().inputStream().read()).isEqualTo(200);
      pair.first().outputStream().close();
      assertThat(pair.first().isOpen()).isFalse();
      assertThat(pair.second().inputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aPeerThatHasClosedIsGone() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      pair.second().shutdownOutput();
      assertThat(pair.first().isPeerGone()).isFalse();
      pair.second().close();
      assertThat(pair.first().isPeerGone()).isTrue();
    }
  }
}
