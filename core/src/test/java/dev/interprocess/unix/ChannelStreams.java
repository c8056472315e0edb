package dev.interprocess.unix;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Streams as {@code adopt} makes them of a channel on another system than Linux. */
public final class ChannelStreams {
  private ChannelStreams() {}

  public static UnixStream over(SocketChannel channel) throws IOException {
    return UnixStream.overChannel(channel);
  }
}
