package dev.interprocess.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The peers' programs: sources in {@code peers}, built into {@code target/peers}. */
public final class Peers {
  private static final Path SOURCES = Project.interop().resolve("peers");
  private static final Path BUILT = Project.interop().resolve("target/peers");
  private static final Set<String> DONE = new HashSet<>();

  private Peers() {}

  public static String source(String file) {
    return SOURCES.resolve(file).toString();
  }

  static String built(String peer) {
    return BUILT.resolve(peer + "-peer").toString();
  }

  /** Another program that building one of them has made. */
  public static String program(String file) {
    return BUILT.resolve(file).toString();
  }

  /** Builds a peer, the first time that it is asked for. */
  public static synchronized void build(String peer) throws IOException, InterruptedException {
    if (DONE.contains(peer)) {
      return;
    }
    ProcessBuilder script = new ProcessBuilder("bash", source("build.sh"), BUILT.toString(), peer);
    try (RunningProgram building = RunningProgram.start(script)) {
      assertThat(building.awaitExit()).as("%s", building).isZero();
    }
    DONE.add(peer);
  }
}
