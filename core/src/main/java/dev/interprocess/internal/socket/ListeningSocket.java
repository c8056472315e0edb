package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.SOCK_CLOEXEC;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNABORTED;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A socket that listens. */
public final class ListeningSocket {
  private final BoundSocket socket;
  private final Lane lane;

  public ListeningSocket(BoundSocket socket) {
    this.socket = socket;
    this.lane = new Lane(socket.descriptor(), Direction.INPUT);
  }

  /**
   * One that somebody else has bound, and perhaps shares. It is set non-blocking, for all who have
   * it: there is no other way to accept that can't wait for a client that another has taken.
   */
  public static ListeningSocket adopt(OwnedDescriptor descriptor) throws IOException {
    int fd = descriptor.acquire();
    try {
      UnixSockets.setNonBlocking(fd);
    } finally {
      descriptor.release();
    }
    return new ListeningSocket(BoundSocket.adopt(descriptor));
  }

  /** Waits for a client; the descriptor of its connection belongs to the caller. */
  public int accept(long deadline) throws IOException {
    int fd = lane.enter(deadline, "accept");
    try {
      while (true) {
        int client = SysSocket.accept4(fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
        if (client >= 0) {
          return client;
        }
        if (client == -EAGAIN) {
          lane.await(deadline, "accept");
        } else if (client != -EINTR && client != -ECONNABORTED) {
          throw new ErrnoException("accept", -client);
        }
      }
    } finally {
      lane.exit();
    }
  }

  /** Waits for a client, which stays where it is. */
  public void awaitClient(long deadline) throws IOException {
    lane.enter(deadline, "await client");
    try {
      while (!lane.descriptor().isReadable()) {
        lane.await(deadline, "await client");
      }
    } finally {
      lane.exit();
    }
  }

  /** The name that it was bound to. */
  public byte[] name() throws IOException {
    int fd = socket.descriptor().acquire();
    try {
      return UnixSockets.localName(fd);
    } finally {
      socket.descriptor().release();
    }
  }

  public OwnedDescriptor descriptor() {
    return socket.descriptor();
  }

  public void close(boolean removeFile) throws IOException {
    socket.close(removeFile);
  }
}
