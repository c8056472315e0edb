package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SystemError;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** The peer's end is told as TCP's is, and the system's own error is the cause. */
class SocketPeerGoneTest {
  @Test
  void aWriteFails() throws Exception {
    try (Ends ends = Ends.local()) {
      ends.server().close();
      assertThatThrownBy(() -> ends.client().getOutputStream().write(1))
          .isExactlyInstanceOf(SocketException.class)
          .hasMessageContaining("Broken pipe")
          .cause()
          .isInstanceOfSatisfying(
              SystemError.class, error -> assertThat(error.name()).isEqualTo("EPIPE"));
    }
  }

  @Test
  void aReadFailsIfItDidNotReadAllOfOurs() throws Exception {
    try (Ends ends = Ends.local()) {
      ends.client().getOutputStream().write(1);
      ends.server().close();
      assertThatThrownBy(() -> ends.client().getInputStream().read())
          .isExactlyInstanceOf(SocketException.class)
          .hasMessageContaining("Connection reset");
    }
  }
}
