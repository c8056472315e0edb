package dev.interprocess.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hours of use leave nothing behind: a minute of them in every build, ten with {@code
 * -Dinterprocess.soak=600}, the seconds.
 */
@Tag("slow")
class SoakTest {
  private static final int SECONDS = Integer.getInteger("interprocess.soak", 60);
  private static final int SAMPLES = 6;
  private static final long MEBIBYTE = 1 << 20;

  /** What is in use while the program rests. */
  private record Sample(long rounds, long heap, long descriptors, long threads) {
    static Sample of(String line) {
      long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      return new Sample(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void heapDescriptorsAndThreadsStayAsTheyAre() throws Exception {
    try (TestJvm jvm = TestJvm.start("", SoakProgram.class)) {
      Sample first = sample(jvm);
      Sample last = first;
      for (int i = 1; i < SAMPLES; i++) {
        Sample next = sample(jvm);
        assertThat(next.rounds()).isGreaterThan(last.rounds() + 100);
        last = next;
        assertThat(last.descriptors()).as("%s to %s", first, last).isEqualTo(first.descriptors());
        assertThat(last.threads()).as("%s to %s", first, last).isLessThan(first.threads() + 10);
        assertThat(last.heap()).as("%s to %s", first, last).isLessThan(first.heap() + 2 * MEBIBYTE);
      }
      System.out.println("soak: " + first + " to " + last);
    }
  }

  private static Sample sample(TestJvm jvm) throws Exception {
    TimeUnit.SECONDS.sleep(SECONDS / SAMPLES);
    jvm.tell("");
    return Sample.of(jvm.hear());
  }
}
