package dev.interprocess.internal.socket;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A socket that has a name, and the file of that name, if it has one. */
public final class BoundSocket {
  private final OwnedDescriptor descriptor;
  private final @Nullable SocketFile file;

  private BoundSocket(OwnedDescriptor descriptor, @Nullable SocketFile file) {
    this.descriptor = descriptor;
    this.file = file;
  }

  /**
   * Binds a new socket.
   *
   * @param name none to be given an abstract one
   * @param address what messages call it
   */
  public static BoundSocket open(
      SocketType type, byte[] name, BindRules rules, Map<Integer, int[]> options, Object address)
      throws IOException {
    int fd = UnixSockets.open(type);
    boolean bound = false;
    try {
      UnixSockets.setOptions(fd, options);
      SocketFile file = null;
      if (name.length > 0 && name[0] != 0) {
        file = SocketFile.bind(fd, name, rules);
      } else {
        UnixSockets.bind(fd, name);
        if (rules.listens()) {
          UnixSockets.listen(fd, rules.backlog());
        }
      }
      bound = true;
      return new BoundSocket(new OwnedDescriptor(fd, address), file);
    } finally {
      if (!bound) {
        UnixSockets.discard(fd);
      }
    }
  }

  /** One that somebody else has bound, whose file is his. */
  public static BoundSocket adopt(OwnedDescriptor descriptor) {
    return new BoundSocket(descriptor, null);
  }

  public OwnedDescriptor descriptor() {
    return descriptor;
  }

  /**
   * Ends all waits at once, then removes the file, if asked, while the socket behind it is still
   * there: at no time is there a name that leads nowhere. Whoever has connected meanwhile is reset.
   * When it returns the name is free, and nobody can connect any more.
   */
  public void close(boolean removeFile) throws IOException {
    try {
      descriptor.acquire();
    } catch (ClosedChannelException e) {
      return; // by somebody else before
    }
    // Closed for all but its last user, which is this: the number stays open until the release.
    boolean first = descriptor.close();
    try {
      if (first && file != null && removeFile) {
        file.remove();
      }
    } finally {
      descriptor.release();
      if (first && file != null) {
        file.close();
      }
    }
    descriptor.awaitFreed();
  }
}
