package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixSocketOptions;
import dev.interprocess.unix.UnixStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {
  @Test
  void areSetBeforeConnectAndAreWhatTheSystemSays() throws Exception {
    UnixAddress address = UnixAddress.abstractName(Names.unique());
    try (LocalListener<UnixStream> listener = UnixStream.listen(address);
        UnixStream stream =
            UnixStream.connectOptions()
                .option(StandardSocketOptions.SO_SNDBUF, 20_000)
                .connect(address);
        UnixStream accepted = listener.accept()) {
      assertThat(stream.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(40_000);
      accepted.setOption(StandardSocketOptions.SO_SNDBUF, 30_000);
      assertThat(accepted.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(60_000);
      assertThat(stream.supportedOptions())
          .contains(StandardSocketOptions.SO_SNDBUF, StandardSocketOptions.SO_RCVBUF)
          .containsAll(UnixSocketOptions.all());
    }
  }

  @Test
  void ofEveryKindAreWhatTheyWereSetTo() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      UnixStream stream = pair.first();
      assertThat(stream.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
      stream.setOption(StandardSocketOptions.SO_LINGER, 3);
      assertThat(stream.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(3);
      assertThat(stream.getOption(UnixSocketOptions.SO_PASSCRED)).isFalse();
      stream.setOption(UnixSocketOptions.SO_PASSCRED, true);
      assertThat(stream.getOption(UnixSocketOptions.SO_PASSCRED)).isTrue();
      assertThat(stream.getOption(UnixSocketOptions.SO_PEEK_OFF)).isEqualTo(-1);
      stream.setOption(UnixSocketOptions.SO_PEEK_OFF, 0);
      pair.second().write(new byte[] {1, 2});
      ByteBuffer one = ByteBuffer.allocate(1);
      stream.peek(one);
      stream.peek(one);
      assertThat(one.get(0)).isEqualTo((byte) 2);
    }
  }

  @Test
  void ofAListenerStayWhenTheOptionsAreUsedAgain() throws Exception {
    UnixAddress address = UnixAddress.abstractName(Names.unique());
    ListenOptions<UnixAddress, UnixStream> options = UnixStream.listenOptions();
    try (LocalListener<UnixStream> listener = options.listen(address)) {
      options.option(UnixSocketOptions.SO_PASSCRED, true);
      try (UnixStream stream = UnixStream.connect(address);
          UnixStream accepted = listener.accept()) {
        assertThat(stream.isOpen()).isTrue();
        assertThat(accepted.getOption(UnixSocketOptions.SO_PASSCRED)).isFalse();
      }
    }
  }

  @Test
  void ofAListenerAreThoseOfEachConnection() throws Exception {
    UnixAddress address = UnixAddress.abstractName(Names.unique());
    try (LocalListener<UnixStream> listener =
            UnixStream.listenOptions().option(UnixSocketOptions.SO_PASSCRED, true).listen(address);
        UnixStream stream = UnixStream.connect(address)) {
      stream.write(new byte[1]);
      try (UnixStream accepted = listener.accept();
          ReceivedMessage message = accepted.receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.credentials().orElseThrow().pid())
            .isEqualTo(ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void ofOtherSocketsAreRefused() {
    assertThatThrownBy(
            () -> UnixStream.connectOptions().option(StandardSocketOptions.TCP_NODELAY, true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("TCP_NODELAY");
  }
}
