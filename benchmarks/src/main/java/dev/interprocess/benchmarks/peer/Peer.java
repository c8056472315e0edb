package dev.interprocess.benchmarks.peer;

import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** A peer that runs on the JVM: see {@code peers/README.md}. */
public final class Peer {
  private Peer() {}

  /** What a peer does. */
  interface Roles {
    void serve(String address) throws Exception;

    void drive(String address, String work, int size) throws Exception;
  }

  private static Roles roles(String kind) {
    return switch (kind) {
      case "jdk", "jdk-virtual" -> new BlockingPeer(new Jdk(), threads(kind));
      case "junixsocket" -> new BlockingPeer(new Junixsocket(), threads(kind));
      case "netty" -> new NettyPeer();
      case "interprocess", "interprocess-virtual" ->
          new BlockingPeer(new Interprocess(), threads(kind));
      case "interprocess-async" -> new AsyncPeer();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static ThreadFactory threads(String kind) {
    return kind.endsWith("-virtual")
        ? Thread.ofVirtual().factory()
        : Thread.ofPlatform().daemon().factory();
  }

  private static void receive(String kind, Path times, int signal) throws Exception {
    ReceivedSignals signals = new ReceivedSignals(times);
    if (kind.equals("jdk")) {
      signals.handle(signal);
    } else {
      signals.receive(signal, threads(kind));
    }
  }

  private static void local(String kind, String work, int size) throws Exception {
    boolean ours = kind.startsWith("interprocess");
    if (work.equals("spawn")) {
      new Children(ours).run();
    } else {
      new Local(ours, threads(kind)).run(work, size);
    }
  }

  /** See {@code peers/README.md}. */
  public static void main(String[] words) throws Exception {
    String kind = words[1];
    switch (words[0]) {
      case "serve" -> roles(kind).serve(words[2]);
      case "local" -> local(kind, words[2], Integer.parseInt(words[3]));
      case "receive" -> receive(kind, Path.of(words[2]), Integer.parseInt(words[3]));
      default -> {
        if (words[3].equals("first")) {
          FirstEcho.run(kind, words[2]);
        } else {
          roles(kind).drive(words[2], words[3], Integer.parseInt(words[4]));
        }
      }
    }
  }
}
