package dev.interprocess.net;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import javax.net.ServerSocketFactory;

/**
 * Makes {@link ServerSocket}s that listen on a local name, for servers that take a {@link
 * ServerSocketFactory}. <b>Ports and addresses are ignored everywhere.</b> Only this process' user
 * can connect; for other rules make a listener and give it to {@link #serverSocket}:
 *
 * {@snippet :
 * ServerSocket server =
 *     LocalServerSocketFactory.serverSocket(
 *         LocalStream.listenOptions()
 *             .access(Access.group("www-data"))
 *             .listen(LocalName.path(Path.of("/run/app/http.sock"))));
 * }
 *
 * <p>As with a TCP port, the name of a server that has crashed is taken over, that of one that
 * lives is not; {@code setReuseAddress(false)} before {@code bind} leaves both alone.
 *
 * <p>Safe for use by any thread. What the sockets do is told in the description of the package.
 */
public class LocalServerSocketFactory extends ServerSocketFactory {
  private final LocalName name;

  /** Makes a factory for this name. */
  public LocalServerSocketFactory(LocalName name) {
    this.name = Objects.requireNonNull(name);
  }

  /**
   * The listener as a server socket, which owns it from now on: closing the one closes the other.
   */
  public static ServerSocket serverSocket(LocalListener<? extends LocalStream> listener)
      throws IOException {
    return LocalServerSocket.of(listener);
  }

  /**
   * A server socket that does not listen yet. {@code bind} makes it listen on this factory's name,
   * or on the {@link LocalName}, {@link dev.interprocess.unix.UnixAddress}, {@link
   * dev.interprocess.windows.NamedPipeAddress} or {@link java.net.UnixDomainSocketAddress} that it
   * is given.
   */
  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new LocalServerSocket(name);
  }

  /**
   * A server socket that listens on this factory's name; the port is ignored.
   *
   * @throws java.net.BindException if somebody listens there
   * @throws java.net.SocketException if the name can't be had otherwise
   */
  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, 0);
  }

  /**
   * The same, with so many clients at most that wait to be accepted; the system's greatest number
   * if {@code backlog} is not positive.
   */
  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    ServerSocket server = createServerSocket();
    server.bind(name, backlog);
    return server;
  }

  /** The same: the address is ignored as well. */
  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress ifAddress)
      throws IOException {
    return createServerSocket(port, backlog);
  }

  @Override
  public String toString() {
    return "server socket factory of " + name;
  }
}
