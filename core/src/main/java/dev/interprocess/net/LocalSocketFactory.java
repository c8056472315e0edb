package dev.interprocess.net;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import javax.net.SocketFactory;

/**
 * Makes {@link Socket}s that connect to a local name, for libraries that take a {@link
 * SocketFactory}. <b>Host and port are ignored everywhere</b>, also when a socket of this factory
 * is told to {@code connect} to an {@link java.net.InetSocketAddress}, resolved or not.
 *
 * {@snippet :
 * OkHttpClient client =
 *     new OkHttpClient.Builder()
 *         .socketFactory(new LocalSocketFactory("/run/app/http.sock"))
 *         .build();
 * }
 *
 * <p>Drivers that make their factory by reflection from a class name and one argument, as
 * PostgreSQL's does, use the constructor with the String. For those that have no argument to give,
 * extend this class with a constructor that has none.
 *
 * <p>Safe for use by any thread. What the sockets do is told in the description of the package.
 */
public class LocalSocketFactory extends SocketFactory {
  private final LocalName name;

  /**
   * Makes a factory for this name: a path if it is absolute, a namespaced name otherwise.
   *
   * @throws IllegalArgumentException as {@link LocalName#of} does
   */
  public LocalSocketFactory(String name) {
    this(LocalName.of(name));
  }

  /** Makes a factory for this name. */
  public LocalSocketFactory(LocalName name) {
    this.name = Objects.requireNonNull(name);
  }

  /**
   * The stream as a socket, which owns it from now on: closing the socket closes the stream. The
   * stream's read timeout becomes the socket's.
   *
   * @throws java.net.SocketException if the stream is closed
   */
  public static Socket socket(LocalStream stream) throws IOException {
    return LocalSocket.of(stream);
  }

  /**
   * A socket that is not connected yet. {@code connect} takes it to this factory's name, or to the
   * {@link LocalName}, {@link dev.interprocess.unix.UnixAddress}, {@link
   * dev.interprocess.windows.NamedPipeAddress} or {@link java.net.UnixDomainSocketAddress} that it
   * is given.
   */
  @Override
  public Socket createSocket() throws IOException {
    return new LocalSocket(name);
  }

  /**
   * A socket that is connected to this factory's name; the arguments are ignored.
   *
   * @throws java.net.ConnectException if it can't be
   * @throws IOException if the thread is interrupted while the listener is too busy
   */
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  /** The same: all arguments are ignored. */
  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected();
  }

  /** The same: all arguments are ignored. */
  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  /** The same: all arguments are ignored. */
  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    Socket socket = createSocket();
    socket.connect(name); // closes it if that fails
    return socket;
  }

  @Override
  public String toString() {
    return "socket factory of " + name;
  }
}
