package dev.interprocess.unix;

import dev.interprocess.internal.channel.OwnedChannel;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.socket.ChannelDescriptor;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;

/** Takes the connection of a channel of the JDK over. */
final class AdoptedChannel {
  private AdoptedChannel() {}

  /** Its descriptor; the channel is closed then. */
  static OwnedDescriptor take(SocketChannel channel) throws IOException {
    // The JDK shuts the connection down, for all who share it, when it closes one of these.
    if (channel.isRegistered()) {
      throw new IllegalBlockingModeException();
    }
    OwnedDescriptor duplicate = duplicateOf(channel);
    boolean closed = false;
    try {
      channel.close();
      closed = true;
      return duplicate;
    } finally {
      if (!closed) {
        duplicate.close();
      }
    }
  }

  /** The channel, which is closed when its new owner is. */
  static OwnedChannel keep(SocketChannel channel) throws IOException {
    if (channel.isRegistered()) {
      throw new IllegalBlockingModeException();
    }
    return OwnedChannel.of(channel, nameOf(channel));
  }

  private static OwnedDescriptor duplicateOf(SocketChannel channel) throws IOException {
    Object name = nameOf(channel);
    return new OwnedDescriptor(ChannelDescriptor.duplicate(channel), name);
  }

  private static Object nameOf(SocketChannel channel) throws IOException {
    if (!(channel.getRemoteAddress() instanceof UnixDomainSocketAddress remote)) {
      if (!channel.isConnected()) {
        throw new NotYetConnectedException();
      }
      throw new IOException("adopt " + channel + ": it is not a Unix domain socket");
    }
    return remote.getPath().toString().isEmpty()
        ? "adopted channel"
        : UnixAddress.path(remote.getPath());
  }
}
