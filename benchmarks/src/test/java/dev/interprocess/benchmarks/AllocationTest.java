package dev.interprocess.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The calls on the way of a byte allocate nothing. */
class AllocationTest {
  @Test
  @Timeout(180)
  void readWriteSendAndRecvAllocateNothing() throws Exception {
    Options options =
        new OptionsBuilder()
            .include(CallBenchmark.class.getSimpleName())
            .addProfiler(GCProfiler.class)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    assertThat(results).hasSize(2);
    for (RunResult result : results) {
      double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
      // No object is as small as that; what JMH itself allocates is spread over the calls.
      assertThat(bytes).as(result.getParams().id()).isLessThan(4);
    }
  }
}
