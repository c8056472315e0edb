package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.Platform;
import dev.interprocess.SocketPair;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

/** A socket that takes no descriptors. */
class RefusedDescriptorsTest {
  @Test
  void areAnErrorOfTheSenderAndBytesGoOn() throws Exception {
    assumeTrue(
        Platform.supports(Platform.Feature.REFUSING_DESCRIPTORS), "SO_PASSRIGHTS: Linux 6.16");
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("refused")) {
      assertThat(pair.second().getOption(UnixSocketOptions.SO_PASSRIGHTS)).isTrue();
      pair.second().setOption(UnixSocketOptions.SO_PASSRIGHTS, false);
      assertThatThrownBy(
              () -> pair.first().sendMessage(ByteBuffer.allocate(1), Ancillary.descriptors(memory)))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("(EPERM)");
      pair.first().write(new byte[] {7});
      assertThat(pair.second().readFully(1)).containsExactly(7);
    }
  }
}
