package dev.interprocess.net;

import dev.interprocess.LocalName;
import dev.interprocess.support.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server socket and both ends of a connection to it. */
record Ends(ServerSocket listening, Socket client, Socket server) implements AutoCloseable {

  static Ends local() throws IOException {
    return local(Names.namespaced());
  }

  static Ends local(LocalName name) throws IOException {
    return of(
        new LocalServerSocketFactory(name).createServerSocket(0),
        new LocalSocketFactory(name).createSocket());
  }

  /** The same over TCP, by the JDK: what we are measured by. */
  static Ends tcp() throws IOException {
    return of(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), new Socket());
  }

  private static Ends of(ServerSocket listening, Socket client) throws IOException {
    client.connect(listening.getLocalSocketAddress());
    return new Ends(listening, client, listening.accept());
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    listening.close();
  }
}
