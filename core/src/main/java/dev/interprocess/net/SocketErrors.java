package dev.interprocess.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/** The library's exceptions as users of TCP expect them; the original is the cause. */
final class SocketErrors {
  private SocketErrors() {}

  /** What went wrong while reading, writing, accepting or binding. */
  static IOException of(IOException e) {
    return switch (e) {
      case SocketException known -> known;
      case InterruptedIOException ended -> ended; // the timeout, too
      case ClosedChannelException _ -> caused(new SocketException("Socket closed"), e);
      default -> caused(new SocketException(e.getMessage()), e);
    };
  }

  /** What went wrong while connecting: users retry on exactly this type. */
  static IOException ofConnect(IOException e) {
    return switch (e) {
      case SocketException known -> known;
      case InterruptedIOException ended -> ended;
      default -> caused(new ConnectException(e.getMessage()), e);
    };
  }

  /** For the methods that declare nothing but {@link SocketException}. */
  static SocketException ofOption(IOException e) {
    IOException error = of(e);
    return error instanceof SocketException known
        ? known
        : caused(new SocketException(e.getMessage()), e);
  }

  private static <E extends IOException> E caused(E exception, IOException cause) {
    exception.initCause(cause);
    return exception;
  }
}
