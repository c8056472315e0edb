package dev.interprocess.cli;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.PeerCredentials;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bound datagram socket as a channel: what is written goes to whoever sent last. */
final class DatagramServer implements ByteChannel, CarriesMessages {
  private final UnixDatagram socket;
  private final Duration timeout;
  private final @Nullable DescriptorFolder folder;
  private volatile UnixAddress source = UnixAddress.unnamed();
  private volatile Optional<? extends PeerCredentials> sender = Optional.empty();

  DatagramServer(UnixDatagram socket, Duration timeout, @Nullable Path folder) {
    this.socket = socket;
    this.timeout = timeout;
    this.folder = folder == null ? null : new DescriptorFolder(folder);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    try (ReceivedMessage message = socket.receiveMessage(buffer, timeout)) {
      if (message.lost() > 0) {
        throw new MessageTruncatedException(socket, message.length(), message.lost());
      }
      source = message.source();
      sender = message.credentials();
      if (folder != null) {
        folder.store(message);
      }
      return message.length();
    }
  }

  /** Who sent the last message, if the socket asks for that. */
  PeerCredentials sender() {
    return sender.orElseThrow();
  }

  /** A sender without an address can't be answered; it does not expect it. */
  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    if (source.isUnnamed()) {
      buffer.position(buffer.limit());
    } else {
      socket.sendTo(source, buffer);
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() {
    socket.close();
  }
}
