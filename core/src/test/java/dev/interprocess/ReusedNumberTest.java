package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The number of a closed descriptor is soon another's: who still writes must not reach that one.
 */
class ReusedNumberTest {
  private static final int ROUNDS = Scale.rounds(1_000, 10_000);

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void isNeverWrittenToByTheOldOwner(ThreadKind kind) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      SocketPair<LocalStream> old = LocalStream.pair();
      Task<Void> writer =
          Task.run(
              kind,
              () -> {
                byte[] bytes = {1};
                while (true) {
                  old.first().write(bytes);
                }
              });
      for (int n = 0; n < round % 50; n++) {
        Thread.onSpinWait();
      }
      old.first().close();
      try (SocketPair<LocalStream> next = LocalStream.pair()) {
        assertThat(writer.failure()).isInstanceOf(ClosedChannelException.class);
        assertThat(next.first().available()).isZero();
        assertThat(next.second().available()).isZero();
      }
      old.close();
    }
  }
}
