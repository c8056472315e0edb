package dev.interprocess.unix;

import dev.interprocess.internal.abi.Linux;
import dev.interprocess.internal.impl.UnixOption;
import java.net.SocketOption;
import java.util.Set;

/**
 * Options of Unix domain sockets that {@link java.net.StandardSocketOptions} lacks. Of those it
 * has, {@code SO_SNDBUF}, {@code SO_RCVBUF} and {@code SO_LINGER} are known here too.
 *
 * {@snippet :
 * stream.setOption(UnixSocketOptions.SO_PASSCRED, true);
 * try (ReceivedMessage message = stream.receiveMessage(buffer)) {
 *   System.out.println(message.credentials());
 * }
 * }
 *
 * <p>One that the running kernel does not know gives {@code ENOPROTOOPT} when it is set or asked.
 * An option belongs to the socket, which duplicates and other processes may share. See <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a> and <a
 * href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>.
 */
public final class UnixSocketOptions {
  private UnixSocketOptions() {}

  /**
   * Whether each message brings its sender's process, user and group along. A socket without a name
   * is given an abstract one when it sends.
   */
  public static final SocketOption<Boolean> SO_PASSCRED = flag("SO_PASSCRED", Linux.SO_PASSCRED);

  /** Whether each message brings a {@link PidFd} of its sender along (Linux 6.5). */
  public static final SocketOption<Boolean> SO_PASSPIDFD = flag("SO_PASSPIDFD", Linux.SO_PASSPIDFD);

  /** Whether each message brings its sender's security label along, as SELinux has it. */
  public static final SocketOption<Boolean> SO_PASSSEC = flag("SO_PASSSEC", Linux.SO_PASSSEC);

  /**
   * Whether descriptors may be sent to this socket at all, true unless set: off, who sends one gets
   * {@code EPERM} (Linux 6.16).
   */
  public static final SocketOption<Boolean> SO_PASSRIGHTS =
      flag("SO_PASSRIGHTS", Linux.SO_PASSRIGHTS);

  /**
   * Whether each message brings along when it was sent. Always on for {@link UnixSeqPacket}, which
   * tells an empty message from the end by it.
   */
  public static final SocketOption<Boolean> SO_TIMESTAMPNS =
      flag("SO_TIMESTAMPNS", Linux.SO_TIMESTAMPNS);

  /** Whether an urgent byte stands among the others, instead of apart: streams only. */
  public static final SocketOption<Boolean> SO_OOBINLINE = flag("SO_OOBINLINE", Linux.SO_OOBINLINE);

  /** Where the next peek begins, in bytes; each moves it on. -1, the default: at the front. */
  public static final SocketOption<Integer> SO_PEEK_OFF =
      new UnixOption<>("SO_PEEK_OFF", Integer.class, Linux.SO_PEEK_OFF);

  /** All of these. */
  public static Set<SocketOption<?>> all() {
    return Set.of(
        SO_PASSCRED,
        SO_PASSPIDFD,
        SO_PASSSEC,
        SO_PASSRIGHTS,
        SO_TIMESTAMPNS,
        SO_OOBINLINE,
        SO_PEEK_OFF);
  }

  private static SocketOption<Boolean> flag(String name, int number) {
    return new UnixOption<>(name, Boolean.class, number);
  }
}
