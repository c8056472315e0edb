package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;
import static dev.interprocess.internal.abi.Linux.MSG_OOB;
import static dev.interprocess.internal.abi.LinuxErrno.ENOPROTOOPT;

import dev.interprocess.Platform;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.socket.PeerIdentity;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.nio.ByteBuffer;

/**
 * What the running kernel can do: asked by trying, not by its version, as others port features
 * back.
 */
public final class Kernel {
  private Kernel() {}

  /** Throws where the system is not one that the library can do this on. */
  public static void requireKnown(String what) {
    if (!Target.CURRENT.isLinux()) {
      throw notHere(what, "linux-x86_64 and linux-aarch64");
    }
  }

  static UnsupportedOperationException notHere(String what, String where) {
    return new UnsupportedOperationException(
        what
            + ": not on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", only on "
            + where
            + "; see "
            + Platform.class.getName());
  }

  public static boolean hasPeerPidfd() {
    return trying(
        pair -> {
          int pidfd = PeerIdentity.pidfd(pair[0]);
          if (pidfd >= 0) {
            UnixSockets.discard(pidfd);
          }
          return pidfd != -ENOPROTOOPT;
        });
  }

  public static boolean hasSocketOption(int option) {
    return trying(
        pair -> {
          UnixSockets.getOption(pair[0], option);
          return true;
        });
  }

  public static boolean hasUrgentBytes() {
    return trying(
        pair -> {
          ByteBuffer one = ByteBuffer.allocate(1);
          return SysSocket.send(pair[0], one, MSG_OOB | MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
        });
  }

  private interface Attempt {
    boolean on(int[] pair) throws ErrnoException;
  }

  /** Tries on a pair of sockets; no descriptor left to try with is a no. */
  private static boolean trying(Attempt attempt) {
    try {
      int[] pair = UnixSockets.pair(SocketType.STREAM);
      try {
        return attempt.on(pair);
      } finally {
        UnixSockets.discard(pair[0]);
        UnixSockets.discard(pair[1]);
      }
    } catch (ErrnoException e) {
      return false;
    }
  }
}
