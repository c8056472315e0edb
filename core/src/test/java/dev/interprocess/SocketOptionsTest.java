package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.net.StandardSocketOptions;
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
          .containsExactlyInAnyOrder(
              StandardSocketOptions.SO_SNDBUF, StandardSocketOptions.SO_RCVBUF);
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
