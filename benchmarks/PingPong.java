import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalListener;
import dev.interprocess.Waiting;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Round trips of 64 bytes: this library on its kinds of thread, the JDK's channels and C, both ends
 * being of the same kind, in turn within each round; and what a server needs of the processor with
 * many connections that one generator in C keeps busy.
 *
 * <p>javac -cp core/target/classes -d target benchmarks/PingPong.java; java -cp
 * core/target/classes:target PingPong [rounds] [round trips] [connections...]
 */
class PingPong {
  private static final int SIZE = 64;

  /** Without the module by which a carrier is added, no virtual thread leads. */
  private static final String NO_CARRIER_TO_ADD = "--limit-modules java.base";

  private record Way(String name, String kind, String jvm) {
    boolean isC() {
      return kind.startsWith("c");
    }
  }

  private static final List<Way> WAYS =
      List.of(
          new Way("C", "c", ""),
          new Way("C, spinning", "c-spin", ""),
          new Way("platform, parks", "platform-park", ""),
          new Way("platform, adaptive", "platform-adaptive", ""),
          new Way("virtual, by poller", "virtual-park", NO_CARRIER_TO_ADD),
          new Way("virtual, parks", "virtual-park", ""),
          new Way("virtual, adaptive", "virtual-adaptive", ""),
          new Way("JDK, virtual", "jdk-virtual", ""));

  private static String c = "";

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      serve(arguments[1], Path.of(arguments[2]));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("ping")) {
      String kind = arguments[1];
      Runnable ping = () -> ping(kind, Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      thread(kind, ping).join();
      return;
    }
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int trips = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40_000;
    Path folder = Files.createTempDirectory("pingpong");
    c = folder.resolve("pingpong").toString();
    run(List.of("cc", "-O2", "-o", c, "benchmarks/pingpong.c"));
    List<Way> ways = WAYS.stream().filter(PingPong::isWanted).toList();
    for (String cores : System.getProperty("cores", "0/0 0/1").split(" ", -1)) {
      if (cores.isEmpty()) {
        continue;
      }
      Map<Way, List<long[]>> figures = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Way way : ways) {
          long[] figure = roundTrips(way, cores.split("/"), folder.resolve("s"), trips);
          figures.computeIfAbsent(way, w -> new ArrayList<>()).add(figure);
        }
      }
      print("64 B, cores " + cores, "p50 ns     p99    mean", figures);
    }
    for (int i = 2; i < arguments.length; i++) {
      Map<Way, List<long[]>> figures = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Way way : ways) {
          long[] figure = load(way, folder.resolve("s"), arguments[i]);
          figures.computeIfAbsent(way, w -> new ArrayList<>()).add(figure);
        }
      }
      print(arguments[i] + " connections", "ns of processor, round trips/s", figures);
    }
  }

  private static boolean isWanted(Way way) {
    String wanted = System.getProperty("ways", "");
    return wanted.isEmpty() || Arrays.asList(wanted.split(";")).contains(way.name());
  }

  private static void print(String title, String columns, Map<Way, List<long[]>> figures) {
    System.out.printf("%n%-20s ratio  (least, most)   %s%n", title, columns);
    List<long[]> base = figures.values().iterator().next();
    figures.forEach(
        (way, all) -> {
          double[] ratios = new double[all.size()];
          Arrays.setAll(ratios, i -> (double) all.get(i)[0] / base.get(i)[0]);
          Arrays.sort(ratios);
          System.out.printf(
              "%-20s %5.2f  (%.2f, %.2f)  ",
              way.name(), ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
          for (int i = 0; i < all.getFirst().length; i++) {
            int column = i;
            System.out.printf(
                " %8d", all.stream().mapToLong(f -> f[column]).sorted().toArray()[all.size() / 2]);
          }
          System.out.println();
        });
  }

  private static long[] roundTrips(Way way, String[] cores, Path path, int trips)
      throws Exception {
    Process server = start(way, cores[0], "serve", path);
    try {
      await(server);
      Process client = start(way, cores[1], "ping", path, Integer.toString(trips));
      String line = client.inputReader(UTF_8).readLine();
      client.waitFor();
      return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static long[] load(Way way, Path path, String connections) throws Exception {
    String milliseconds = System.getProperty("milliseconds", "2000");
    Process server = start(way, "0", "serve", path);
    try {
      await(server);
      Process client =
          new ProcessBuilder(
                  "taskset", "-c", "1", c, "load", path.toString(), connections, milliseconds)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = client.inputReader(UTF_8);
      output.readLine();
      long before = ticks(server.pid());
      long trips = Long.parseLong(output.readLine());
      long used = (ticks(server.pid()) - before) * 10_000_000; // a tick is 10 ms
      return new long[] {used / trips, trips * 1000 / Long.parseLong(milliseconds)};
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(words[11]) + Long.parseLong(words[12]);
  }

  private static void await(Process server) throws IOException {
    if (!"ready".equals(server.inputReader(UTF_8).readLine())) {
      throw new IllegalStateException("server did not start");
    }
  }

  private static Process start(Way way, String cores, String what, Path path, String... more)
      throws Exception {
    if (what.equals("serve")) {
      Files.deleteIfExists(path);
    }
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
    if (way.isC()) {
      command.addAll(List.of(c, what));
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
      command.addAll(List.of("-Xmx512m", "-Xlog:all=off"));
      command.addAll(Arrays.stream(way.jvm().split(" ")).filter(w -> !w.isEmpty()).toList());
      command.addAll(List.of(System.getProperty("jvm", "-Xshare:auto").split(" ")));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of("PingPong", what, way.kind()));
    }
    command.add(path.toString());
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SPINS", way.kind().equals("c-spin") ? "200" : "0");
    return builder.start();
  }

  private static void run(List<String> command) throws Exception {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command));
    }
  }

  private static Thread thread(String kind, Runnable task) {
    return (kind.contains("virtual") ? Thread.ofVirtual() : Thread.ofPlatform()).start(task);
  }

  private static Waiting waiting(String kind) {
    return kind.endsWith("park") ? Waiting.PARK : Waiting.ADAPTIVE;
  }

  private interface Accept {
    ByteChannel accept() throws IOException;
  }

  private static void serve(String kind, Path path) throws Exception {
    Accept accept;
    if (kind.startsWith("jdk")) {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      accept = server.bind(UnixDomainSocketAddress.of(path), 4096)::accept;
    } else {
      LocalListener<UnixStream> server =
          UnixStream.listenOptions().waiting(waiting(kind)).listen(UnixAddress.path(path));
      accept = server::accept;
    }
    System.out.println("ready");
    thread(
            kind,
            () -> {
              try {
                while (true) {
                  ByteChannel client = accept.accept();
                  Thread _ = thread(kind, () -> echo(client));
                }
              } catch (IOException e) {
                e.printStackTrace();
              }
            })
        .join();
  }

  private static void echo(ByteChannel client) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    try (client) {
      while (fill(client, buffer)) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          client.write(buffer);
        }
      }
    } catch (ClosedChannelException e) {
      return;
    } catch (IOException e) {
      return; // the client was ended
    }
  }

  private static boolean fill(ByteChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void ping(String kind, Path path, int trips) {
    long[] times = new long[trips];
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    try (ByteChannel channel =
        kind.startsWith("jdk")
            ? SocketChannel.open(UnixDomainSocketAddress.of(path))
            : UnixStream.connectOptions()
                .waiting(waiting(kind))
                .connect(UnixAddress.path(path))) {
      for (int i = -trips / 2; i < trips; i++) {
        long begin = System.nanoTime();
        buffer.clear();
        channel.write(buffer);
        fill(channel, buffer);
        if (i >= 0) {
          times[i] = System.nanoTime() - begin;
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      return;
    }
    long sum = Arrays.stream(times).sum();
    Arrays.sort(times);
    System.out.println(times[trips / 2] + " " + times[(int) (trips * 0.99)] + " " + sum / trips);
  }
}
