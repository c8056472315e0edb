import dev.interprocess.process.Child;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a child takes to start, and to start and end, in relation to {@link ProcessBuilder}, in a JVM whose heap is big
 * and touched. The two take turns, so that what else the machine does is the same for both; what was found stands in
 * DECISIONS.md.
 *
 * <pre>java -Xms5g -Xmx5g -XX:+AlwaysPreTouch --enable-native-access=ALL-UNNAMED -cp core/target/classes \
 *     benchmarks/SpawnTime.java [ROUNDS]</pre>
 */
public final class SpawnTime {
  private static final int WARM_UP = 1_000;

  private SpawnTime() {}

  /** Nanoseconds until it was started, and until its end was known. */
  private record Times(long start, long end) {}

  private interface Way {
    Times run() throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    System.out.printf(
        Locale.ROOT,
        "heap %d MiB, ProcessBuilder by %s, %d rounds, medians%n",
        Runtime.getRuntime().totalMemory() >> 20,
        System.getProperty("jdk.lang.Process.launchMechanism", "POSIX_SPAWN (default)"),
        rounds);
    compare("/dev/null for all streams", SpawnTime::ours, SpawnTime::theirs, rounds);
    compare("pipes for all streams", SpawnTime::oursWithPipes, SpawnTime::theirsWithPipes, rounds);
  }

  private static void compare(String what, Way ours, Way theirs, int rounds) throws Exception {
    long[][] nanos = new long[4][rounds];
    for (int i = -WARM_UP; i < rounds; i++) {
      Times first = ours.run();
      Times second = theirs.run();
      if (i >= 0) {
        nanos[0][i] = first.start();
        nanos[1][i] = second.start();
        nanos[2][i] = first.end();
        nanos[3][i] = second.end();
      }
    }
    System.out.println(what);
    System.out.println("  start          " + ratio(nanos[0], nanos[1]));
    System.out.println("  start and end  " + ratio(nanos[2], nanos[3]));
  }

  private static String ratio(long[] ours, long[] theirs) {
    double mine = median(ours) / 1e6;
    double other = median(theirs) / 1e6;
    return String.format(
        Locale.ROOT, "Child %.2f ms, ProcessBuilder %.2f ms, ratio %.2f", mine, other, mine / other);
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private static Times ours() throws IOException {
    long begin = System.nanoTime();
    try (Child child =
        Child.command("/bin/true")
            .input(Redirect.from(new java.io.File("/dev/null")))
            .output(Redirect.DISCARD)
            .error(Redirect.DISCARD)
            .start()) {
      long started = System.nanoTime();
      child.waitFor();
      return new Times(started - begin, System.nanoTime() - begin);
    }
  }

  private static Times theirs() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder("/bin/true")
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    long started = System.nanoTime();
    process.waitFor();
    return new Times(started - begin, System.nanoTime() - begin);
  }

  private static Times oursWithPipes() throws IOException {
    long begin = System.nanoTime();
    try (Child child = Child.command("/bin/true").start()) {
      long started = System.nanoTime();
      child.waitFor();
      return new Times(started - begin, System.nanoTime() - begin);
    }
  }

  private static Times theirsWithPipes() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = new ProcessBuilder("/bin/true").start();
    long started = System.nanoTime();
    process.waitFor();
    Times times = new Times(started - begin, System.nanoTime() - begin);
    process.getInputStream().close();
    process.getErrorStream().close();
    process.getOutputStream().close();
    return times;
  }
}
