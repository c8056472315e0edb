package dev.interprocess.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import picocli.CommandLine.TypeConversionException;

/** TCP, for the relay: {@code HOST:PORT}, an IPv6 host in brackets. */
final class Tcp {
  private Tcp() {}

  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isEmpty() && port >= 0 && port <= 65535) {
        return InetSocketAddress.createUnresolved(host.replaceAll("^\\[(.*)]$", "$1"), port);
      }
    } catch (NumberFormatException e) {
      // told below, with all that can be wrong
    }
    throw new TypeConversionException("'" + text + "' is not HOST:PORT");
  }

  static InetSocketAddress resolve(String text) throws UnknownHostException {
    InetSocketAddress address = parse(text);
    return new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort());
  }

  /** Where it listens: as asked, but port 0 is the one that the system chose. */
  static Endpoint endpointOf(ServerSocketChannel listener, Endpoint asked) throws IOException {
    String host = asked.name().substring(0, asked.name().lastIndexOf(':') + 1);
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    return new Endpoint(asked.kind(), host + port);
  }

  static Duplex connect(String text) throws IOException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(resolve(text));
    } catch (IOException e) {
      throw new IOException("connect tcp:" + text + ": " + Messages.of(e), e);
    }
    return of(channel);
  }

  static Duplex of(SocketChannel channel) {
    return new Duplex(channel, channel, channel::shutdownOutput, () -> false, channel);
  }
}
