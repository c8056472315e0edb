package dev.interprocess.net;

import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixSocketOptions;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketException;

/**
 * Urgent bytes. As with TCP in Java, they are read among the others or not at all: what the system
 * keeps apart, nobody asks for.
 */
final class Urgent {
  private Urgent() {}

  static void send(LocalStream stream, int data) throws IOException {
    switch (stream) {
      case UnixStream unix -> unix.sendUrgent(data);
      case NamedPipeStream _ -> throw new SocketException("Urgent data not supported");
    }
  }

  static void setInline(LocalStream stream, boolean on) throws SocketException {
    try {
      switch (stream) {
        case UnixStream unix -> unix.setOption(UnixSocketOptions.SO_OOBINLINE, on);
        case NamedPipeStream _ -> {} // none can come
      }
    } catch (IOException e) {
      throw SocketErrors.ofOption(e);
    }
  }
}
