package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ipc demo}: the tour works here, and is short. */
final class ToolDemoTest {
  @Test
  @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyRowIsOk() throws Exception {
    ToolProcess.Result result = ToolProcess.run("demo");
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.code()).isZero();

    List<String> lines = result.output().lines().toList();
    assertThat(lines.getFirst()).matches("ROW +WHAT WAS DONE +RESULT +LATENCY +THROUGHPUT *");
    assertThat(lines.subList(1, lines.size()))
        .hasSize(11)
        .allMatch(line -> line.matches(".+  ok +[\\d.]+ \\w+ +[\\d.]+ \\w+/s *"));
  }
}
