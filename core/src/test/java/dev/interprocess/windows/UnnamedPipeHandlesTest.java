package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenFiles;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** Unnamed pipes where they differ on Windows: opened by their first use, of a fixed capacity. */
@OnWindows
class UnnamedPipeHandlesTest {
  @Test
  void nothingIsOpenBeforeTheFirstUseNorAfterTheClose() throws Exception {
    int before = OpenFiles.count();
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      assertThat(OpenFiles.count()).isEqualTo(before);
      pipe.writer().write(new byte[1]);
      assertThat(OpenFiles.count()).isGreaterThan(before);
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void anEndThatWasClosedBeforeIsClosedForTheOther() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().close();
      assertThat(pipe.writer().isOpen()).isFalse();
      assertThat(pipe.reader().isOpen()).isTrue();
      assertThat(pipe.reader().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pipe.writer().write(new byte[1]))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void theCapacityIsThatOfItsMaking() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create(10_000)) {
      assertThat(pipe.reader().capacity()).isEqualTo(10_000);
      assertThat(pipe.writer().capacity()).isEqualTo(10_000);
      assertThatThrownBy(() -> pipe.writer().capacity(20_000))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> pipe.reader().capacity(0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
