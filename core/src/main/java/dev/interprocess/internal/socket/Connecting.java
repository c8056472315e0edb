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
 * Connects. The trap is a listener whose backlog is full: {@code connect} then fails with EAGAIN at
 * once, and no event ever says that there is room again. So it is tried again, after pauses that
 * grow, until the deadline.
 */
public final class Connecting {
  private Connecting() {}

  /**
   * Connects a new socket.
   *
   * @param untilListening also try again while nobody listens
   * @param options numbers and values to set before
   * @return the connected socket, whose calls may block again
   */
  public static int connect(
      SocketType type,
      byte[] name,
      long deadline,
      boolean untilListening,
      Map<Integer, int[]> options,
      Object address)
      throws IOException {
    int fd = UnixSockets.open(type);
    boolean connected = false;
    try {
      UnixSockets.setOptions(fd, options);
      Pause pause = new Pause();
      int result = UnixSockets.connect(fd, name);
      while (result == -EAGAIN
          || (untilListening && (result == -ECONNREFUSED || result == -ENOENT))) {
        if (Deadline.remaining(deadline) <= 0) {
          throw new SocketTimeoutException("connect " + address + ": timed out, " + reason(result));
        }
        pause.sleep(deadline, "connect", address);
        result = UnixSockets.connect(fd, name);
      }
      ErrnoException.check("connect", result);
      UnixSockets.setBlocking(fd);
      connected = true;
      return fd;
    } finally {
      if (!connected) {
        UnixSockets.discard(fd);
      }
    }
  }

  private static String reason(int result) {
    return result == -EAGAIN ? "the listener's backlog is full" : "nobody listens";
  }
}
