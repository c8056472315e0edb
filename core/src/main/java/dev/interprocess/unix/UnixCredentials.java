package dev.interprocess.unix;

import dev.interprocess.PeerCredentials;
import dev.interprocess.internal.account.Accounts;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the other side of a Unix domain socket is: as it was when it connected or called {@code
 * listen}. Numbers are unsigned.
 *
 * <p>See {@code SO_PEERCRED}, {@code SO_PEERGROUPS} and {@code SO_PEERPIDFD} in <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a> and <a
 * href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>.
 */
public final class UnixCredentials implements PeerCredentials {
  private final PeerIdentity identity;
  // Null for the sender of a message, who need not be the peer.
  private final @Nullable OwnedDescriptor connection;

  UnixCredentials(PeerIdentity identity, @Nullable OwnedDescriptor connection) {
    this.identity = identity;
    this.connection = connection;
  }

  @Override
  public long pid() {
    return identity.pid();
  }

  /** The number of its user. */
  public long uid() {
    return identity.uid();
  }

  /** The number of its main group. */
  public long gid() {
    return identity.gid();
  }

  /** The numbers of its further groups. */
  public List<Long> groups() {
    return identity.groups();
  }

  @Override
  public String user() throws IOException {
    try {
      return Accounts.userName(uid()).orElseGet(() -> Long.toString(uid()));
    } catch (ErrnoException e) {
      throw SystemErrors.of("user " + uid(), e);
    }
  }

  /**
   * The security label, as SELinux has it; empty on a system without one.
   *
   * @throws IOException if the connection is closed
   */
  public Optional<String> securityLabel() throws IOException {
    if (connection == null) {
      return Optional.empty();
    }
    int fd = connection.acquire();
    try {
      return PeerIdentity.securityLabel(fd);
    } catch (ErrnoException e) {
      throw SystemErrors.of(connection, e);
    } finally {
      connection.release();
    }
  }

  @Override
  public boolean isSameUser() {
    return uid() == Integer.toUnsignedLong(Unistd.geteuid());
  }

  @Override
  public Optional<Path> executable() throws IOException {
    if (connection == null) {
      return Optional.empty();
    }
    int fd = connection.acquire();
    try {
      int pidfd = PeerIdentity.pidfd(fd);
      if (pidfd < 0) {
        return Optional.empty();
      }
      try (PidFd process = new PidFd(new OwnedDescriptor(pidfd, "pidfd of " + pid()), pid())) {
        Path executable = Files.readSymbolicLink(Path.of("/proc/" + pid() + "/exe"));
        // Asked afterwards: while it lived until now, nobody else had its number.
        return process.isAlive() ? Optional.of(executable) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty(); // it has ended, or is not ours to look into
      }
    } finally {
      connection.release();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixCredentials peer
        && pid() == peer.pid()
        && uid() == peer.uid()
        && gid() == peer.gid()
        && groups().equals(peer.groups());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid() * 31 + uid());
  }

  @Override
  public String toString() {
    return "pid " + pid() + ", uid " + uid() + ", gid " + gid() + ", groups " + groups();
  }
}
