import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which way of the kernel is the fastest from one descriptor to another: a buffer that is read into and written from, or
 * {@code splice}, {@code sendfile} and mapped memory. All calls block and nothing of the library is in between, so the
 * kernel's ways are shown at their best; what was decided with it stands in DECISIONS.md.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED benchmarks/TransferPaths.java [MIB [ROUNDS]]</pre>
 */
public final class TransferPaths {
  private static final int CHUNK = 128 << 10; // what the library's loop moves at once
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle READ = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle PIPE = function("pipe", JAVA_INT, ADDRESS);
  private static final MethodHandle SOCKETPAIR =
      function("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle OPEN = function("open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SPLICE =
      function("splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SENDFILE =
      function("sendfile", JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int O_WRONLY = 1;
  private static final int SPLICE_F_MOVE = 1;

  private final long size;
  private final Path file;
  private final Path target;

  private TransferPaths(long size, Path folder) throws Exception {
    this.size = size;
    this.file = Files.write(folder.resolve("source"), new byte[(int) size]);
    this.target = folder.resolve("target");
  }

  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private interface Move {
    void run(int from, int to) throws Throwable;
  }

  public static void main(String[] arguments) throws Throwable {
    long mib = arguments.length > 0 ? Long.parseLong(arguments[0]) : 256;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path folder = Files.createTempDirectory("transfer");
    TransferPaths paths = new TransferPaths(mib << 20, folder);
    Map<String, List<double[]>> results = new TreeMap<>();
    for (int round = -1; round < rounds; round++) { // the first one warms up
      paths.round(round < 0 ? new TreeMap<>() : results);
    }
    results.forEach(TransferPaths::print);
    Files.delete(paths.file);
    Files.delete(paths.target);
    Files.delete(folder);
  }

  private static void print(String name, List<double[]> taken) {
    System.out.printf("%-28s %6.2f GB/s %6.3f CPU s/GB%n", name, median(taken, 0), median(taken, 1));
  }

  private static double median(List<double[]> taken, int column) {
    return taken.stream().mapToDouble(t -> t[column]).sorted().skip(taken.size() / 2).findFirst().orElseThrow();
  }

  private void round(Map<String, List<double[]>> results) throws Throwable {
    Move loop = this::loop;
    Move splice = this::splice;
    Move twice = this::spliceThroughAPipe;
    for (String way : List.of("loop", "splice")) {
      boolean kernel = way.equals("splice");
      measure(results, "1 stream to stream, " + way, socketpair(), socketpair(), kernel ? twice : loop);
      measure(results, "2 stream to pipe, " + way, socketpair(), pipe(), kernel ? splice : loop);
      measure(results, "3 pipe to stream, " + way, pipe(), socketpair(), kernel ? splice : loop);
      measure(results, "4 pipe to pipe, " + way, pipe(), pipe(), kernel ? splice : loop);
      measure(results, "6 stream to file, " + way, socketpair(), null, kernel ? twice : loop);
    }
    measure(results, "5 file to stream, loop", null, socketpair(), loop);
    measure(results, "5 file to stream, mapped", null, socketpair(), this::mapped);
    measure(results, "5 file to stream, sendfile", null, socketpair(), this::sendfile);
  }

  /** Descriptors are {reading end, writing end}; null is a file. */
  private void measure(Map<String, List<double[]>> results, String name, int[] from, int[] to, Move move)
      throws Throwable {
    Files.deleteIfExists(target);
    Files.createFile(target);
    int in = from == null ? open(file, 0) : from[0];
    int out = to == null ? open(target, O_WRONLY) : to[1];
    long begin = System.nanoTime();
    long cpu = cpuNanos();
    Thread producer = from == null ? null : start(() -> produce(from[1]));
    Thread consumer = to == null ? null : start(() -> consume(to[0]));
    move.run(in, out);
    if (producer != null) {
      producer.join();
    }
    if (consumer != null) {
      consumer.join();
    }
    double nanos = System.nanoTime() - begin;
    double spent = cpuNanos() - cpu;
    results.computeIfAbsent(name, k -> new ArrayList<>()).add(new double[] {size / nanos, spent / size});
    close(in);
    close(out);
    if (from != null) {
      close(from[1]);
    }
    if (to != null) {
      close(to[0]);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void produce(int out) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(CHUNK);
      for (long left = size; left > 0; ) {
        left -= (long) WRITE.invokeExact(out, buffer, Math.min(left, CHUNK));
      }
    }
  }

  private void consume(int in) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(CHUNK);
      for (long left = size; left > 0; ) {
        left -= (long) READ.invokeExact(in, buffer, (long) CHUNK);
      }
    }
  }

  private void loop(int in, int out) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(CHUNK);
      for (long left = size; left > 0; ) {
        long count = (long) READ.invokeExact(in, buffer, Math.min(left, CHUNK));
        for (long done = 0; done < count; ) {
          done += (long) WRITE.invokeExact(out, buffer.asSlice(done), count - done);
        }
        left -= count;
      }
    }
  }

  private void splice(int in, int out) throws Throwable {
    for (long left = size; left > 0; ) {
      left -= spliced(in, out, left);
    }
  }

  /** At least one end of a splice has to be a pipe. */
  private void spliceThroughAPipe(int in, int out) throws Throwable {
    int[] between = pipe();
    for (long left = size; left > 0; ) {
      long count = spliced(in, between[1], Math.min(left, 64 << 10));
      for (long done = 0; done < count; ) {
        done += spliced(between[0], out, count - done);
      }
      left -= count;
    }
    close(between[0]);
    close(between[1]);
  }

  private static long spliced(int in, int out, long count) throws Throwable {
    MemorySegment none = MemorySegment.NULL;
    long moved = (long) SPLICE.invokeExact(in, none, out, none, Math.min(count, 1L << 20), SPLICE_F_MOVE);
    if (moved <= 0) {
      throw new IllegalStateException("splice: " + moved);
    }
    return moved;
  }

  private void sendfile(int in, int out) throws Throwable {
    for (long left = size; left > 0; ) {
      left -= (long) SENDFILE.invokeExact(out, in, MemorySegment.NULL, left);
    }
  }

  private void mapped(int in, int out) throws Throwable {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      MemorySegment whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      for (long done = 0; done < size; ) {
        done += (long) WRITE.invokeExact(out, whole.asSlice(done), Math.min(CHUNK, size - done));
      }
    }
  }

  private static int[] pipe() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      int result = (int) PIPE.invokeExact(two);
      return checked(result, two);
    }
  }

  private static int[] socketpair() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      int result = (int) SOCKETPAIR.invokeExact(AF_UNIX, SOCK_STREAM, 0, two);
      return checked(result, two);
    }
  }

  private static int[] checked(int result, MemorySegment two) {
    if (result != 0) {
      throw new IllegalStateException("no descriptors");
    }
    return two.toArray(JAVA_INT);
  }

  private static int open(Path path, int flags) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      return (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), flags);
    }
  }

  private static void close(int fd) throws Throwable {
    int ignored = (int) CLOSE.invokeExact(fd);
  }

  private interface Body {
    void run() throws Throwable;
  }

  private static Thread start(Body body) {
    return Thread.ofPlatform().start(() -> {
      try {
        body.run();
      } catch (Throwable t) {
        t.printStackTrace();
        Runtime.getRuntime().halt(1);
      }
    });
  }
}
