package dev.interprocess.internal.overlapped;

import java.io.IOException;

/** A handle, which may not be opened before it is used. Its {@code toString} is for messages. */
public interface HandleSource {
  /**
   * The handle, always the same.
   *
   * @throws java.nio.channels.ClosedChannelException if this was closed before it was opened
   * @throws IOException if it can't be opened
   */
  OwnedHandle handle() throws IOException;

  boolean isOpen();
}
