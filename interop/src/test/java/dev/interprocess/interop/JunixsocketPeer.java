package dev.interprocess.interop;

import java.io.File;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** A peer on junixsocket. */
final class JunixsocketPeer {
  private JunixsocketPeer() {}

  private static final class Provider implements SocketChannelPeer.Provider {
    @Override
    public ServerSocketChannel openServer() throws IOException {
      return AFUNIXServerSocketChannel.open();
    }

    @Override
    public SocketChannel open() throws IOException {
      return AFUNIXSocketChannel.open();
    }
  }

  public static void main(String[] arguments) throws Exception {
    String name = arguments[1];
    String value = name.substring(name.indexOf(':') + 1);
    SocketAddress address =
        name.startsWith("path:")
            ? AFUNIXSocketAddress.of(new File(value))
            : AFUNIXSocketAddress.inAbstractNamespace(value);
    SocketChannelPeer.run(new Provider(), address, arguments[0], Long.parseLong(arguments[2]));
  }
}
