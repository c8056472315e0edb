package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.ENOPROTOOPT;

import dev.interprocess.Platform;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.socket.PeerIdentity;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;

/**
 * What the running kernel can do: asked by trying, not by its version, as others port features
 * back.
 */
public final class Kernel {
  private Kernel() {}

  /** Throws where the library does not know the system at all. */
  public static void requireKnown(String what) {
    if (Target.CURRENT == Target.OTHER) {
      throw new UnsupportedOperationException(
          what
              + ": not on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ", only on linux-x86_64 and linux-aarch64; see "
              + Platform.class.getName());
    }
  }

  public static boolean hasPeerPidfd() {
    try {
      int[] pair = UnixSockets.pair(SocketType.STREAM);
      int pidfd = PeerIdentity.pidfd(pair[0]);
      for (int fd : pair) {
        UnixSockets.discard(fd);
      }
      if (pidfd >= 0) {
        UnixSockets.discard(pidfd);
      }
      return pidfd != -ENOPROTOOPT;
    } catch (ErrnoException e) {
      return false; // no descriptor left to try with
    }
  }
}
