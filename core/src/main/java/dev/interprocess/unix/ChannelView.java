package dev.interprocess.unix;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** What the JDK's channel shows of its socket. */
record ChannelView(SocketChannel channel) implements SocketView {
  @Override
  public UnixAddress localAddress() throws IOException {
    return ofJdk(channel.getLocalAddress());
  }

  @Override
  public UnixAddress remoteAddress() throws IOException {
    return ofJdk(channel.getRemoteAddress());
  }

  private static UnixAddress ofJdk(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress unix && !unix.getPath().toString().isEmpty()
        ? UnixAddress.path(unix.getPath())
        : UnixAddress.unnamed();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return channel.getOption(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
  }
}
