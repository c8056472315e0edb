package dev.interprocess.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of others that we talk to: see {@code peers/README.md}. */
public enum Peer {
  C("cc"),
  PYTHON_SOCKET("python3"),
  PYTHON_ASYNCIO("python3"),
  NODE("node"),
  GO("go"),
  RUST("cargo"),
  SOCAT("socat"),
  JDK("java"),
  JUNIXSOCKET("java");

  private final String tool;

  Peer(String tool) {
    this.tool = tool;
  }

  boolean knowsNamespaced() {
    return this != JDK;
  }

  /** Skips the test if what it needs is not installed, and builds it if it must be. */
  public void require() throws IOException, InterruptedException {
    if (!tool.equals("java")) { // the one that runs this test
      Tools.require(tool);
    }
    switch (this) {
      case C -> Peers.build("c");
      case GO -> Peers.build("go");
      case RUST -> Peers.build("rust");
      default -> {}
    }
  }

  /**
   * Starts it.
   *
   * @param role {@code listen} or {@code connect}
   * @param name {@code path:…} or {@code namespaced:…}
   */
  public RunningProgram start(String role, String name, long bytes) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of(role, name, Long.toString(bytes)));
    return RunningProgram.start(new ProcessBuilder(command));
  }

  private List<String> program() {
    return switch (this) {
      case C -> List.of(Peers.built("c"));
      case GO -> List.of(Peers.built("go"));
      case RUST -> List.of(Peers.built("rust"));
      case PYTHON_SOCKET -> List.of("python3", Peers.source("python/socket_peer.py"));
      case PYTHON_ASYNCIO -> List.of("python3", Peers.source("python/asyncio_peer.py"));
      case NODE -> List.of("node", Peers.source("node/peer.js"));
      case SOCAT -> List.of("bash", Peers.source("socat/peer.sh"));
      case JDK -> java(JdkPeer.class);
      case JUNIXSOCKET -> java(JunixsocketPeer.class);
    };
  }

  private static List<String> java(Class<?> main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path", "");
    return List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main.getName());
  }
}
