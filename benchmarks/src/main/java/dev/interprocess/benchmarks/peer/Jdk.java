package dev.interprocess.benchmarks.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Channels of the JDK: Unix domain sockets, and TCP. */
final class Jdk implements Library {
  private static boolean isTcp(String address) {
    return address.startsWith("tcp:");
  }

  private static SocketAddress parse(String address) {
    return isTcp(address)
        ? new InetSocketAddress(
            InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(4)))
        : UnixDomainSocketAddress.of(address);
  }

  private static SocketChannel setUp(SocketChannel channel, String address) throws IOException {
    return isTcp(address) ? channel.setOption(StandardSocketOptions.TCP_NODELAY, true) : channel;
  }

  @Override
  public ByteChannel connect(String address) throws IOException {
    return setUp(SocketChannel.open(parse(address)), address);
  }

  @Override
  public Listener listen(String address) throws IOException {
    SocketAddress parsed = parse(address);
    ServerSocketChannel server =
        isTcp(address)
            ? ServerSocketChannel.open()
            : ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    server.bind(parsed, 4096);
    return () -> setUp(server.accept(), address);
  }

  @Override
  public void endOutput(ByteChannel channel) throws IOException {
    ((SocketChannel) channel).shutdownOutput();
  }
}
