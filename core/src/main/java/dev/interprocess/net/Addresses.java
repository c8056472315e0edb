package dev.interprocess.net;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** What stands for the addresses that users of TCP give and ask for. */
final class Addresses {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] ANY = {0, 0, 0, 0};

  private Addresses() {}

  static InetAddress loopback() {
    return inet("localhost", LOOPBACK);
  }

  static InetAddress any() {
    return inet("0.0.0.0", ANY);
  }

  /** With its name, so that nobody has to look for one. */
  private static InetAddress inet(String name, byte[] address) {
    try {
      return InetAddress.getByAddress(name, address);
    } catch (IOException e) {
      throw new AssertionError(e); // only for another length than 4 and 16
    }
  }

  /**
   * The address of ours that is meant.
   *
   * @param given by the user
   * @param name what a host and port stand for
   * @throws IllegalArgumentException if it is another kind of address
   */
  static SocketAddress ours(@Nullable SocketAddress given, LocalName name) {
    return switch (given) {
      case null -> name;
      case InetSocketAddress _ -> name;
      case LocalName local -> local;
      case UnixAddress unix -> unix;
      case NamedPipeAddress pipe -> pipe;
      case UnixDomainSocketAddress unix -> UnixAddress.path(unix.getPath());
      default -> throw new IllegalArgumentException("Unsupported address type: " + given);
    };
  }

  static SocketAddress local(LocalStream stream) throws IOException {
    return switch (stream) {
      case UnixStream unix -> unix.localAddress();
      case NamedPipeStream pipe -> pipe.address();
    };
  }

  static SocketAddress remote(LocalStream stream) throws IOException {
    return switch (stream) {
      case UnixStream unix -> unix.remoteAddress();
      case NamedPipeStream pipe -> pipe.address();
    };
  }
}
