package dev.interprocess.cli;

import dev.interprocess.windows.NamedPipeMessages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;

/**
 * What comes through a named pipe of messages, and its end. It can't tell the other side that no
 * more will come but by its close, as an empty message is a message: so answers are awaited until
 * none has come for a second.
 */
final class MessagePipe implements ReadableByteChannel, CarriesMessages {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  private final NamedPipeMessages messages;
  private volatile long lastSeen = System.nanoTime();
  private volatile boolean ended;

  MessagePipe(NamedPipeMessages messages) {
    this.messages = messages;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    try {
      int count = messages.receive(buffer);
      lastSeen = System.nanoTime();
      return count;
    } catch (ClosedChannelException e) {
      if (ended) {
        return -1;
      }
      throw e;
    }
  }

  /** Behind the last message that is sent. */
  void end() throws IOException {
    messages.flush();
    lastSeen = System.nanoTime();
    try {
      for (long left = SILENCE; left > 0; left = SILENCE - (System.nanoTime() - lastSeen)) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    ended = true;
    messages.close();
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
