package dev.interprocess.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** Channels of junixsocket. */
final class Junixsocket implements Library {
  private static AFUNIXSocketAddress parse(String address) throws IOException {
    return AFUNIXSocketAddress.of(new File(address));
  }

  @Override
  public ByteChannel connect(String address) throws IOException {
    AFUNIXSocketChannel channel = AFUNIXSocketChannel.open();
    channel.connect(parse(address));
    return channel;
  }

  @Override
  public Listener listen(String address) throws IOException {
    AFUNIXServerSocketChannel server = AFUNIXServerSocketChannel.open();
    server.bind(parse(address), 4096);
    return server::accept;
  }

  @Override
  public void endOutput(ByteChannel channel) throws IOException {
    ((AFUNIXSocketChannel) channel).shutdownOutput();
  }
}
