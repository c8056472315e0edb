package dev.interprocess.benchmarks.peer;

import static dev.interprocess.benchmarks.peer.Wire.ECHO;
import static dev.interprocess.benchmarks.peer.Wire.HEADER;
import static dev.interprocess.benchmarks.peer.Wire.SMALL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** One short connection by a program that has just begun, with nothing else to load. */
final class FirstEcho {
  private FirstEcho() {}

  static void run(String kind, String address) throws IOException, InterruptedException {
    if (kind.equals("netty")) {
      NettyPeer.firstEcho(address);
      return;
    }
    Library library =
        switch (kind) {
          case "jdk" -> new Jdk();
          case "junixsocket" -> new Junixsocket();
          default -> new Interprocess();
        };
    ByteBuffer message = Wire.header(ECHO, SMALL, SMALL);
    try (ByteChannel channel = library.connect(address)) {
      Wire.writeAll(channel, message);
      Wire.readFully(channel, message.position(HEADER));
    }
  }
}
