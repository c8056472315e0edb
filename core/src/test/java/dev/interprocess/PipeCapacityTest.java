package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Fill;
import dev.interprocess.support.OpenFiles;
import org.junit.jupiter.api.Test;

class PipeCapacityTest {
  @Test
  void isTheSameAtBothEndsAndWhatFitsIn() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create(10_000)) {
      assertThat(pipe.reader().capacity()).isGreaterThanOrEqualTo(10_000);
      assertThat(pipe.writer().capacity()).isEqualTo(pipe.reader().capacity());
      assertThat(Fill.up(pipe.writer())).isEqualTo(pipe.reader().capacity());
      assertThat(pipe.reader().available()).isEqualTo(pipe.reader().capacity());
    }
  }

  @Test
  void isRoundedUpToWhatTheKernelGives() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create(100_000)) {
      assertThat(pipe.reader().capacity()).isEqualTo(131_072);
      assertThat(pipe.writer().capacity(1)).isEqualTo(4096);
      assertThat(pipe.reader().capacity()).isEqualTo(4096);
      assertThatThrownBy(() -> pipe.reader().capacity(0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void cannotShrinkBelowWhatIsInIt() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Fill.up(pipe.writer());
      assertThatThrownBy(() -> pipe.reader().capacity(4096)).hasMessageContaining("EBUSY");
      Fill.drain(pipe.reader());
      assertThat(pipe.reader().capacity(4096)).isEqualTo(4096);
    }
  }

  @Test
  void mustBePositiveAndAFailureLeavesNothingOpen() throws Exception {
    int before = OpenFiles.count();
    assertThatThrownBy(() -> UnnamedPipe.create(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UnnamedPipe.create(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UnnamedPipe.create(Integer.MAX_VALUE))
        .isInstanceOf(java.io.IOException.class)
        .isInstanceOf(SystemError.class);
    assertThat(OpenFiles.count()).isEqualTo(before);
  }
}
