package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnWindowsToo
class SocketTrafficTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void runsInBothDirectionsAtOnce(ThreadKind kind) throws Exception {
    byte[] sent = new byte[5 << 20];
    new Random(1).nextBytes(sent);
    try (Ends ends = Ends.local()) {
      Task<Long> echo =
          Task.start(
              kind,
              () -> {
                OutputStream output = ends.server().getOutputStream();
                long count = ends.server().getInputStream().transferTo(output);
                ends.server().shutdownOutput();
                return count;
              });
      Task<Void> write =
          Task.run(
              kind,
              () -> {
                ends.client().getOutputStream().write(sent);
                ends.client().shutdownOutput();
              });
      InputStream input = ends.client().getInputStream();
      assertThat(input.readAllBytes()).isEqualTo(sent);
      write.get();
      assertThat(echo.get()).isEqualTo(sent.length);
    }
  }
}
