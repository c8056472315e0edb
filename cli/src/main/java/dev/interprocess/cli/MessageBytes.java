package dev.interprocess.cli;

import dev.interprocess.MessageChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Messages as a channel of bytes: each read receives one, and gives 0 for an empty one; each write
 * sends one.
 */
record MessageBytes(MessageChannel messages) implements ByteChannel, CarriesMessages {
  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return messages.receive(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    messages.send(buffer);
    return count;
  }

  @Override
  public boolean isOpen() {
    return messages.isOpen();
  }

  @Override
  public void close() {
    messages.close();
  }
}
