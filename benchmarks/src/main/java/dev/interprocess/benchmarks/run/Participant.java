package dev.interprocess.benchmarks.run;

import static dev.interprocess.benchmarks.run.Work.SOCKETS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of those that are compared.
 *
 * @param name what the report calls it
 * @param program what starts it, up to its first argument
 * @param kind its second argument
 * @param overTcp whether it is asked to use TCP
 * @param works what it can do
 */
record Participant(
    String name, List<String> program, String kind, boolean overTcp, Set<Work> works) {
  /** To which all are compared. */
  static final String BASE = "C blocking";

  /** To which relays are. */
  static final String SOCAT = "socat";

  private static final Set<Work> ALL = EnumSet.complementOf(EnumSet.of(Work.RELAY));
  private static final Set<Work> CLIENT = with(SOCKETS, Work.FIRST);
  private static final Set<Work> JVM = with(CLIENT, Work.FIRST_CACHED);
  private static final Set<Work> VIRTUAL =
      with(with(SOCKETS, Work.THREADS.toArray(Work[]::new)), Work.SIGNAL);

  private static Set<Work> with(Set<Work> works, Work... more) {
    Set<Work> all = EnumSet.copyOf(works);
    all.addAll(List.of(more));
    return all;
  }

  /**
   * Those that can run here, the bases first.
   *
   * @param compiled where {@code build.sh} has put its programs
   * @param sources of the peers
   */
  static List<Participant> all(Path compiled, Path sources) {
    List<String> c = List.of(compiled.resolve("c-peer").toString());
    List<String> rust = List.of(compiled.resolve("rust-peer").toString());
    List<String> node = List.of("node", sources.resolve("node/peer.js").toString());
    List<String> ipc =
        List.of(sources.resolve("../../ipc").toAbsolutePath().normalize().toString());
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.interprocess.benchmarks.peer.Peer");
    Set<Work> jdk = with(JVM, Work.PIPE, Work.FIFO, Work.SPAWN, Work.SIGNAL);
    return Stream.of(
            new Participant(BASE, c, "block", false, ALL),
            new Participant(SOCAT, List.of("socat"), "", false, Set.of(Work.RELAY)),
            new Participant("C epoll", c, "epoll", false, with(CLIENT, Work.SIGNAL)),
            new Participant("C spinning", c, "spin", false, Set.of(Work.ECHO)),
            new Participant("C blocking, TCP", c, "block", true, SOCKETS),
            new Participant("Rust std", rust, "std", false, CLIENT),
            new Participant("Rust interprocess", rust, "interprocess", false, CLIENT),
            new Participant("Rust interprocess, Tokio", rust, "tokio", false, CLIENT),
            new Participant("Node", node, "-", false, CLIENT),
            new Participant("JDK", java, "jdk", false, jdk),
            new Participant("JDK, virtual", java, "jdk-virtual", false, SOCKETS),
            new Participant("JDK, TCP", java, "jdk", true, SOCKETS),
            new Participant("junixsocket", java, "junixsocket", false, JVM),
            new Participant("Netty", java, "netty", false, JVM),
            new Participant("ours", java, "interprocess", false, ALL),
            new Participant("ours, virtual", java, "interprocess-virtual", false, VIRTUAL),
            new Participant("ours, async", java, "interprocess-async", false, SOCKETS),
            new Participant("ours, the tool", ipc, "relay", false, Set.of(Work.RELAY)))
        .filter(Participant::canRun)
        .toList();
  }

  private boolean canRun() {
    String first = program.getFirst();
    return first.contains("/")
        ? Files.isExecutable(Path.of(first))
        : Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, first)));
  }

  boolean spins() {
    return kind.equals("spin");
  }

  boolean isJvm() {
    return program.getFirst().endsWith("/java");
  }

  /**
   * What it is called with.
   *
   * @param processors where it runs
   * @param jvmOptions for those that are a JVM
   */
  List<String> command(String processors, List<String> jvmOptions, String role, List<String> rest) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", processors));
    command.addAll(program);
    if (isJvm()) {
      command.addAll(command.indexOf(program.getFirst()) + 1, jvmOptions);
    }
    command.addAll(List.of(role, kind));
    command.addAll(rest);
    return command;
  }

  /** Where its server listens, which nobody else does. */
  String address(Path folder) throws IOException {
    if (!overTcp) {
      return folder.resolve(kind + ".sock").toString();
    }
    try (var socket = new java.net.ServerSocket(0)) {
      return "tcp:" + socket.getLocalPort();
    }
  }
}
