package dev.interprocess.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

/** What the kernel tells of a thread, beside what the JDK tells of it. */
class ProcessorTimeTest {
  @Test
  void itIsTheTimeThatThisThreadHasUsed() {
    ThreadMXBean jdk = ManagementFactory.getThreadMXBean();
    ProcessorTime time = new ProcessorTime();
    for (int i = 0; i < 100; i++) {
      long before = jdk.getCurrentThreadCpuTime();
      assertThat(time.read()).isTrue();
      // The kernel brings the one up to date at its ticks.
      long tick = 10_000_000;
      assertThat(time.used()).isBetween(before - tick, jdk.getCurrentThreadCpuTime());
      assertThat(time.waited()).isNotNegative();
    }
  }
}
