package dev.interprocess.interop.rival;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalServerSocketFactory;
import dev.interprocess.net.LocalSocketFactory;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import org.newsclub.net.unix.AddressSpecifics;
import org.newsclub.net.unix.CloseablePair;
import org.newsclub.net.unix.SocketTestBase;

/**
 * Tells those tests how our sockets are made. The channels, which some of them have for the other
 * end, are the JDK's.
 */
final class OurSockets implements AddressSpecifics<UnixDomainSocketAddress> {
  static final OurSockets INSTANCE = new OurSockets();

  // Every test gives the address to connect to or to bind.
  private final LocalName unused = LocalName.namespaced("unused");

  @Override
  public Socket newSocket() throws IOException {
    return new LocalSocketFactory(unused).createSocket();
  }

  @Override
  public Socket newStrictSocket() throws IOException {
    return newSocket();
  }

  @Override
  public Socket connectTo(SocketAddress address) throws IOException {
    Socket socket = newSocket();
    socket.connect(address);
    return socket;
  }

  @Override
  public ServerSocket newServerSocket() throws IOException {
    return new LocalServerSocketFactory(unused).createServerSocket();
  }

  @Override
  public ServerSocket newServerSocketBindOn(SocketAddress address) throws IOException {
    ServerSocket server = newServerSocket();
    server.bind(address);
    return server;
  }

  /** Ours removes its file always. */
  @Override
  public ServerSocket newServerSocketBindOn(SocketAddress address, boolean deleteOnClose)
      throws IOException {
    return newServerSocketBindOn(address);
  }

  @Override
  public SocketAddress newTempAddress() throws IOException {
    return UnixDomainSocketAddress.of(SocketTestBase.newTempPath());
  }

  @Override
  public SocketChannel newSocketChannel() throws IOException {
    return SocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public ServerSocketChannel newServerSocketChannel() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public String addressFamilyString() {
    return "interprocess";
  }

  @Override
  public String summaryImportantMessage(String message) {
    return message;
  }

  @Override
  public DatagramSocket newDatagramSocket() {
    throw none();
  }

  @Override
  public DatagramChannel newDatagramChannel() {
    throw none();
  }

  @Override
  public SocketAddress newTempAddressForDatagram() {
    throw none();
  }

  @Override
  public SocketAddress unwrap(InetAddress address, int port) {
    throw none();
  }

  @Override
  public SelectorProvider selectorProvider() {
    throw none();
  }

  @Override
  public CloseablePair<? extends SocketChannel> newSocketPair() {
    throw none();
  }

  @Override
  public CloseablePair<? extends DatagramChannel> newDatagramSocketPair() {
    throw none();
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("not one of java.net's stream sockets");
  }
}
