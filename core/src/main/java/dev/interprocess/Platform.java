package dev.interprocess;

import dev.interprocess.internal.abi.Linux;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.overlapped.CompletionPort;
import dev.interprocess.internal.poll.Pollers;
import dev.interprocess.internal.signal.Subscriptions;
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
    /** {@link dev.interprocess.unix.UnixStream}; a channel can be adopted as one without it. */
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
    CHILD,
    /** {@link dev.interprocess.unix.Signal}: receiving and sending. */
    SIGNALS,
    /**
     * Signals are received with their origin, and real-time ones at all: where a process may have
     * no code in memory that it has written, the JDK's own way is all that is left, in which only
     * standard signals are consumed, by name.
     */
    SIGNAL_ORIGIN,
    /**
     * {@link dev.interprocess.windows.NamedPipeStream} and {@link
     * dev.interprocess.windows.NamedPipeMessages}.
     */
    NAMED_PIPE,
    /**
     * {@link dev.interprocess.windows.CSignal} and {@link dev.interprocess.windows.ConsoleEvent}.
     */
    CONSOLE_EVENTS
  }

  /** Whether this system, in the version that runs, has the feature. */
  public static boolean supports(Feature feature) {
    if (Target.CURRENT.isWindows()) {
      return switch (feature) {
        case UNNAMED_PIPE, LOCAL_SOCKET, NAMED_PIPE, CHILD, CONSOLE_EVENTS -> true;
        default -> false;
      };
    }
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
          CHILD,
          SIGNALS ->
          true;
      case SIGNAL_ORIGIN -> Subscriptions.knowOrigin();
      case NAMED_PIPE, CONSOLE_EVENTS -> false;
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
      case WINDOWS_X86_64 -> "windows-x86_64";
      case WINDOWS_AARCH64 -> "windows-aarch64";
      case OTHER -> "unsupported";
    };
  }

  /**
   * Figures of the library at work, for people and for logs; their names may change.
   *
   * @return a copy, sorted by name
   */
  public static Map<String, Object> diagnostics() {
    Map<String, Object> figures = new TreeMap<>();
    figures.put("platform", name());
    if (Target.CURRENT.isWindows()) {
      CompletionPort.Statistics port = CompletionPort.statistics();
      figures.put("completions.operations", port.operations());
      figures.put("completions.taken", port.completions());
      return figures;
    }
    Pollers.Statistics poller = Pollers.statistics();
    figures.put("poller.threads", poller.pollers());
    figures.put("poller.registered", poller.registered());
    figures.put("poller.wakeUps", poller.wakeUps());
    figures.put("poller.resumed", poller.resumed());
    figures.put("leader.wakeUps", poller.ledWakeUps());
    figures.put("leader.carriers", poller.carriers());
    figures.put("dispatcher.bursts", poller.bursts());
    return figures;
  }
}
