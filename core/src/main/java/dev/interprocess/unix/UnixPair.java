package dev.interprocess.unix;

import dev.interprocess.SocketPair;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixKind;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.nio.channels.Channel;

/** Makes pairs of connected sockets. */
final class UnixPair {
  private static final String NAME = "socket pair";

  private UnixPair() {}

  static <S extends Channel> SocketPair<S> open(SocketType type, UnixKind.Wrap<S> wrap)
      throws IOException {
    try {
      int[] pair = UnixSockets.pair(type);
      OwnedDescriptor first = OwnedDescriptor.nonBlocking(pair[0], NAME);
      OwnedDescriptor second = OwnedDescriptor.nonBlocking(pair[1], NAME);
      boolean wrapped = false;
      try {
        SocketPair<S> both = new SocketPair<>(wrap.of(first), wrap.of(second));
        wrapped = true;
        return both;
      } finally {
        if (!wrapped) {
          first.close();
          second.close();
        }
      }
    } catch (ErrnoException e) {
      throw SystemErrors.of("open", NAME, e);
    }
  }
}
