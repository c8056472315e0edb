package dev.interprocess.benchmarks.peer;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The rounds that the input asks for, and the lines that tell what each has reached. */
final class Rounds {
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long allocated;
  private int[] nanos = new int[1 << 16];
  private int count;

  /**
   * When the next round is to end, by {@link System#nanoTime}; ends the program behind the last.
   */
  long next() throws IOException {
    String line = input.readLine();
    if (line == null) {
      Runtime.getRuntime().halt(0); // whatever threads there are
      throw new AssertionError();
    }
    count = 0;
    allocated = threads.getTotalThreadAllocatedBytes();
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line.strip()));
  }

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = (int) Math.min(time, Integer.MAX_VALUE);
  }

  void sayTimes(long total) {
    long bytes = threads.getTotalThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos, 0, count);
    say(
        "median=%d p99=%d mean=%.1f allocated=%.1f",
        quantile(500), quantile(990), (double) total / count, (double) bytes / count);
  }

  /** The times are those of starts; up to their ends it took so long. */
  void sayStarts(long whole) {
    Arrays.sort(nanos, 0, count);
    say("median=%d whole=%d", quantile(500), whole);
  }

  private int quantile(int thousandth) {
    return nanos[(int) ((long) count * thousandth / 1000)];
  }

  void sayRate(long total, long begin) {
    say("rate=%.1f", total * 1e9 / (System.nanoTime() - begin));
  }

  private static void say(String format, Object... values) {
    System.out.println(format.formatted(values));
    System.out.flush();
  }
}
