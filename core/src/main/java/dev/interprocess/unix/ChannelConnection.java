package dev.interprocess.unix;

import dev.interprocess.internal.channel.OwnedChannel;
import dev.interprocess.internal.impl.HandleReadEnd;
import dev.interprocess.internal.impl.HandleWriteEnd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A channel of the JDK, which shows of its socket what is portable. */
record ChannelConnection(
    SocketView view, OwnedChannel channel, HandleReadEnd input, HandleWriteEnd output)
    implements StreamConnection {
  /** Takes the channel over. */
  static ChannelConnection of(SocketChannel channel) throws IOException {
    OwnedChannel owned = AdoptedChannel.keep(channel);
    return new ChannelConnection(
        new ChannelView(channel), owned, new HandleReadEnd(owned), new HandleWriteEnd(owned));
  }

  @Override
  public void shutdown(Direction direction) throws IOException {
    if (direction == Direction.INPUT) {
      input.shutdown();
    } else {
      output.shutdown();
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    channel.close();
  }

  @Override
  public DescriptorConnection socket() {
    throw new UnsupportedOperationException(
        channel + ": over a channel of the JDK, which does not show the socket");
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
