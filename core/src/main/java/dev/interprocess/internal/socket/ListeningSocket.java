package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.SOCK_CLOEXEC;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNABORTED;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.descriptor.Turn;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A socket that listens, and the file of its name. */
public final class ListeningSocket {
  private final OwnedDescriptor descriptor;
  private final @Nullable SocketFile file;
  private final Turn turn = new Turn();

  private ListeningSocket(OwnedDescriptor descriptor, @Nullable SocketFile file) {
    this.descriptor = descriptor;
    this.file = file;
  }

  /** Listens on {@code name}; {@code address} is what messages call it. */
  public static ListeningSocket open(
      byte[] name, ListenRules rules, Map<Integer, Integer> options, Object address)
      throws IOException {
    int fd = UnixSockets.stream();
    boolean listens = false;
    try {
      for (Map.Entry<Integer, Integer> option : options.entrySet()) {
        UnixSockets.setOption(fd, option.getKey(), option.getValue());
      }
      SocketFile file = null;
      if (name[0] != 0) {
        file = SocketFile.listen(fd, name, rules);
      } else {
        UnixSockets.bind(fd, name);
        UnixSockets.listen(fd, rules.backlog());
      }
      listens = true;
      return new ListeningSocket(new OwnedDescriptor(fd, address), file);
    } finally {
      if (!listens) {
        UnixSockets.discard(fd);
      }
    }
  }

  /** Waits for a client; the descriptor of its connection belongs to the caller. */
  public int accept(long deadline) throws IOException {
    int fd = descriptor.acquire();
    try {
      turn.take(descriptor, deadline, "accept");
      try {
        while (true) {
          int client = SysSocket.accept4(fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
          if (client >= 0) {
            return client;
          }
          if (client == -EAGAIN) {
            descriptor.await(Direction.INPUT, deadline, "accept");
          } else if (client != -EINTR && client != -ECONNABORTED) {
            throw new ErrnoException("accept", -client);
          }
        }
      } finally {
        turn.give();
      }
    } finally {
      descriptor.release();
    }
  }

  public boolean isOpen() {
    return descriptor.isOpen();
  }

  /**
   * Ends all waits at once, then removes the file, if asked, while the socket behind it still
   * listens: at no time is there a name that leads nowhere. Whoever has connected meanwhile is
   * reset.
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
  }
}
