package dev.interprocess;

import dev.interprocess.internal.abi.Linux;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.poll.Poller;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this system offers. Safe for use by any thread.
 *
 * {@snippet :
 * if (Platform.supports(Platform.Feature.ABSTRACT_NAMES)) {
 *   System.out.println(Platform.name() + " needs no files for local sockets");
 * }
 * }
 */
public final class Platform {
  private Platform() {}

  /** What may be there or not. */
  public enum Feature {
    /** {@link UnnamedPipe}. */
    UNNAMED_PIPE,
    /** {@link UnnamedPipe#createPackets}. */
    PACKET_PIPE,
    /** {@link LocalStream} and {@link LocalListener}. */
    LOCAL_SOCKET,
    /** {@link dev.interprocess.unix.UnixStream}. */
    UNIX_STREAM,
    /** {@link dev.interprocess.unix.UnixSeqPacket}. */
    UNIX_SEQPACKET,
    /** {@link dev.interprocess.unix.UnixDatagram}. */
    UNIX_DATAGRAM,
    /** Names of Unix domain sockets that are not in the filesystem. */
    ABSTRACT_NAMES,
    /** {@link dev.interprocess.unix.Fifo}. */
    FIFO,
    /** {@link dev.interprocess.unix.Descriptor}, also along with messages. */
    DESCRIPTORS,
    /**
     * {@link dev.interprocess.unix.UnixStream#peerPidFd}, and so {@link
     * PeerCredentials#executable}.
     */
    PEER_PIDFD,
    /** A {@link dev.interprocess.unix.PidFd} of the sender along with a message. */
    MESSAGE_PIDFD,
    /** {@link dev.interprocess.unix.UnixSocketOptions#SO_PASSRIGHTS}. */
    REFUSING_DESCRIPTORS,
    /** {@link dev.interprocess.unix.UnixStream#sendUrgent}. */
    URGENT_BYTES,
    /** {@link dev.interprocess.process.Child}. */
    CHILD
  }

  /** Whether this system, in the version that runs, has the feature. */
  public static boolean supports(Feature feature) {
    if (Target.CURRENT == Target.OTHER) {
      return false;
    }
    return switch (feature) {
      case UNNAMED_PIPE,
          PACKET_PIPE,
          LOCAL_SOCKET,
          UNIX_STREAM,
          UNIX_SEQPACKET,
          UNIX_DATAGRAM,
          ABSTRACT_NAMES,
          FIFO,
          DESCRIPTORS,
          CHILD ->
          true;
      case PEER_PIDFD -> Kernel.hasPeerPidfd();
      case MESSAGE_PIDFD -> Kernel.hasSocketOption(Linux.SO_PASSPIDFD);
      case REFUSING_DESCRIPTORS -> Kernel.hasSocketOption(Linux.SO_PASSRIGHTS);
      case URGENT_BYTES -> Kernel.hasUrgentBytes();
    };
  }

  /**
   * The system and processor, as {@code linux-x86_64}; {@code unsupported} where nothing works yet.
   */
  public static String name() {
    return switch (Target.CURRENT) {
      case LINUX_X86_64 -> "linux-x86_64";
      case LINUX_AARCH64 -> "linux-aarch64";
      case OTHER -> "unsupported";
    };
  }

  /**
   * Figures of the library at work, for people and for logs; their names may change.
   *
   * @return a copy, sorted by name
   */
  public static Map<String, Object> diagnostics() {
    Poller.Statistics poller = Poller.statistics();
    Map<String, Object> figures = new TreeMap<>();
    figures.put("platform", name());
    figures.put("poller.registered", poller.registered());
    figures.put("poller.wakeUps", poller.wakeUps());
    return figures;
  }
}
