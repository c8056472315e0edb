package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class SocketHalfCloseTest {
  @Test
  void leavesTheOtherDirection() throws Exception {
    try (Ends ends = Ends.local()) {
      ends.client().getOutputStream().write("question".getBytes(StandardCharsets.UTF_8));
      ends.client().shutdownOutput();
      assertThat(ends.server().getInputStream().readAllBytes()).asString().isEqualTo("question");
      ends.server().getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
      ends.server().close();
      assertThat(ends.client().getInputStream().readAllBytes()).asString().isEqualTo("answer");
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsAReadThatWaits(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      Task<Integer> read =
          Task.start(kind, () -> ends.client().getInputStream().read()).awaitWaiting();
      ends.client().shutdownInput();
      assertThat(read.get()).isEqualTo(-1);
    }
  }
}
