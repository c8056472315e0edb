package dev.interprocess.net;

import dev.interprocess.LocalStream;
import dev.interprocess.Platform;
import dev.interprocess.SocketPair;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeInfo;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;

/**
 * The sizes of a stream's buffers in the system. Linux doubles what it is told, for its
 * bookkeeping; the JDK halves it again where it speaks of TCP, and so do we.
 */
final class Buffers {
  private static final int DOUBLED = Platform.name().startsWith("linux") ? 2 : 1;

  private Buffers() {}

  static boolean isSize(SocketOption<?> option) {
    return option.equals(StandardSocketOptions.SO_SNDBUF)
        || option.equals(StandardSocketOptions.SO_RCVBUF);
  }

  static void check(int size) {
    if (size <= 0) {
      throw new IllegalArgumentException("buffer size not positive: " + size);
    }
  }

  static int size(LocalStream stream, SocketOption<Integer> option) throws SocketException {
    try {
      return switch (stream) {
        case UnixStream unix -> unix.getOption(option) / DOUBLED;
        case NamedPipeStream pipe -> size(pipe.info(), option);
      };
    } catch (IOException e) {
      throw SocketErrors.ofOption(e);
    }
  }

  private static int size(NamedPipeInfo pipe, SocketOption<Integer> option) {
    boolean out = option.equals(StandardSocketOptions.SO_SNDBUF) == pipe.server();
    return Math.max(1, out ? pipe.outBuffer() : pipe.inBuffer());
  }

  static void size(LocalStream stream, SocketOption<Integer> option, int size)
      throws SocketException {
    try {
      switch (stream) {
        case UnixStream unix -> unix.setOption(option, size);
        case NamedPipeStream _ -> {} // a hint, and the pipe has been made
      }
    } catch (IOException e) {
      throw SocketErrors.ofOption(e);
    }
  }

  /** What a new stream has. */
  static int usualSize(SocketOption<Integer> option) throws SocketException {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      return size(pair.first(), option);
    } catch (IOException e) {
      throw SocketErrors.ofOption(e);
    }
  }
}
