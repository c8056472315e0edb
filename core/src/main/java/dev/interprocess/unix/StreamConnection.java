package dev.interprocess.unix;

import dev.interprocess.internal.impl.ReadingEnd;
import dev.interprocess.internal.impl.WritingEnd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;

/** What a {@code UnixStream} is made on. Its {@code toString} is for messages. */
sealed interface StreamConnection permits DescriptorConnection, ChannelConnection {
  ReadingEnd input();

  WritingEnd output();

  SocketView view();

  void shutdown(Direction direction) throws IOException;

  boolean isOpen();

  void close();

  /**
   * The socket itself.
   *
   * @throws UnsupportedOperationException if there is only a channel
   */
  DescriptorConnection socket();
}
