package dev.interprocess.interop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A peer on the JDK's own channels, which know paths only. */
final class JdkPeer {
  private JdkPeer() {}

  private static final class Provider implements SocketChannelPeer.Provider {
    @Override
    public ServerSocketChannel openServer() throws IOException {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public SocketChannel open() throws IOException {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }
  }

  public static void main(String[] arguments) throws Exception {
    UnixDomainSocketAddress address =
        UnixDomainSocketAddress.of(arguments[1].replaceFirst("^path:", ""));
    SocketChannelPeer.run(new Provider(), address, arguments[0], Long.parseLong(arguments[2]));
  }
}
