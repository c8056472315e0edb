package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.SOCK_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SOCK_NONBLOCK;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNABORTED;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A socket that listens. */
public final class ListeningSocket {
  /** In place of a client's descriptor. */
  public static final int NOBODY = -1;

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
      int client = tryAccept(fd);
      while (client == NOBODY) {
        lane.await(deadline, "accept");
        client = tryAccept(fd);
      }
      return client;
    } finally {
      lane.exit();
    }
  }

  /** Takes a client that is there already, in the same way, or gives {@link #NOBODY}. */
  public static int tryAccept(int fd) throws IOException {
    while (true) {
      int client =
          SysSocket.accept4(
              fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (client >= 0) {
        return client;
      }
      if (client != -ECONNABORTED && Lane.wouldBlock(-client, "accept")) {
        return NOBODY;
      }
    }
  }

  /** For operations that no thread waits for. */
  public Lane lane() {
    return lane;
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
