package dev.interprocess.interop;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A peer, as in {@code peers/README.md}, on a provider of {@code SocketChannel}s. */
final class SocketChannelPeer {
  /** Makes channels that are not connected yet. */
  interface Provider {
    ServerSocketChannel openServer() throws IOException;

    SocketChannel open() throws IOException;
  }

  private SocketChannelPeer() {}

  static void run(Provider provider, SocketAddress address, String role, long bytes)
      throws IOException, InterruptedException {
    try (SocketChannel channel = open(provider, address, role)) {
      Digests digests = ChannelExchange.run(channel, channel::shutdownOutput, bytes);
      System.out.println(digests);
    }
  }

  private static SocketChannel open(Provider provider, SocketAddress address, String role)
      throws IOException {
    if (role.equals("listen")) {
      try (ServerSocketChannel server = provider.openServer()) {
        server.bind(address);
        System.out.println("listening");
        return server.accept();
      }
    }
    SocketChannel channel = provider.open();
    channel.connect(address);
    return channel;
  }
}
