package dev.interprocess.cli;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/** The bytes of a socket, while the descriptors that come with them go to a folder. */
final class ReceivedDescriptors implements ReadableByteChannel, CarriesMessages {
  private final UnixSocket socket;
  private final DescriptorFolder folder;

  ReceivedDescriptors(UnixSocket socket, Path folder) {
    this.socket = socket;
    this.folder = new DescriptorFolder(folder);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    try (ReceivedMessage message = socket.receiveMessage(buffer)) {
      if (message.lost() > 0) {
        throw new MessageTruncatedException(socket, message.length(), message.lost());
      }
      folder.store(message);
      return message.isEnd() ? -1 : message.length();
    }
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
