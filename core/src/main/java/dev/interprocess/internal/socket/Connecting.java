package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNREFUSED;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;

/**
 * A socket that is about to be connected. The trap is a listener whose backlog is full: {@code
 * connect} then fails with EAGAIN at once, and no event ever says that there is room again. So it
 * is tried again, after pauses that grow, until the deadline.
 */
public final class Connecting {
  private final int fd;
  private final byte[] name;
  private final long deadline;
  private final boolean untilListening;
  private final Object address;

  private Connecting(int fd, byte[] name, long deadline, boolean untilListening, Object address) {
    this.fd = fd;
    this.name = name;
    this.deadline = deadline;
    this.untilListening = untilListening;
    this.address = address;
  }

  /**
   * A new socket. Whoever has it tries to connect it, and discards it if that fails.
   *
   * @param untilListening also try again while nobody listens
   * @param options numbers and values to set before
   */
  public static Connecting open(
      SocketType type,
      byte[] name,
      long deadline,
      boolean untilListening,
      Map<Integer, int[]> options,
      Object address)
      throws IOException {
    int fd = UnixSockets.open(type);
    boolean opened = false;
    try {
      UnixSockets.setOptions(fd, options);
      opened = true;
      return new Connecting(fd, name, deadline, untilListening, address);
    } finally {
      if (!opened) {
        UnixSockets.discard(fd);
      }
    }
  }

  /**
   * Connects.
   *
   * @return the connected socket, which is still set non-blocking
   */
  public int connect() throws IOException {
    boolean connected = false;
    try {
      Pause pause = new Pause();
      while (!tryConnect()) {
        pause.sleep(deadline, "connect", address);
      }
      connected = true;
      return fd;
    } finally {
      if (!connected) {
        discard();
      }
    }
  }

  /**
   * Tries to connect; false if that is to be tried again after a pause.
   *
   * @throws SocketTimeoutException if it is too late for that
   */
  public boolean tryConnect() throws IOException {
    int result = UnixSockets.connect(fd, name);
    if (result == -EAGAIN || (untilListening && (result == -ECONNREFUSED || result == -ENOENT))) {
      if (Deadline.remaining(deadline) <= 0) {
        throw new SocketTimeoutException("connect " + address + ": timed out, " + reason(result));
      }
      return false;
    }
    ErrnoException.check("connect", result);
    return true;
  }

  /** The socket's number. */
  public int fd() {
    return fd;
  }

  public long deadline() {
    return deadline;
  }

  /** Closes the socket. */
  public void discard() {
    UnixSockets.discard(fd);
  }

  private static String reason(int result) {
    return result == -EAGAIN ? "the listener's backlog is full" : "nobody listens";
  }
}
