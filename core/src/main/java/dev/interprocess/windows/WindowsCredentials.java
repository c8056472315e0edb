package dev.interprocess.windows;

import dev.interprocess.PeerCredentials;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.pipe.Accounts;
import dev.interprocess.internal.pipe.PeerProcess;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who is at the other end of a named pipe: its process as the system knows it, and what that tells.
 * A process that has got the same number since is told by its age, and never taken for the peer.
 * Safe for use by any thread.
 *
 * <p>See <a
 * href="https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getnamedpipeclientprocessid">GetNamedPipeClientProcessId</a>.
 */
public final class WindowsCredentials implements PeerCredentials {
  private final PeerProcess process;

  WindowsCredentials(PeerProcess process) {
    this.process = process;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** The number of the session that its user has logged in with; 0 is that of the services. */
  public int session() {
    return process.session();
  }

  /**
   * The security identifier of its user, as {@code S-1-5-21-…}; empty if the process has ended, or
   * is not for us to look into.
   *
   * @throws IOException if the system does not say
   */
  public Optional<String> sid() throws IOException {
    try {
      return process.sid();
    } catch (WindowsException e) {
      throw WindowsErrors.of(this, e);
    }
  }

  /**
   * The name of its user, as {@code DOMAIN\name}, or its security identifier where it has no name.
   *
   * @throws IOException if the process has ended, is not for us to look into, or the system does
   *     not say
   */
  @Override
  public String user() throws IOException {
    String sid = sid().orElseThrow(() -> new IOException("user of " + this + ": not known"));
    try {
      return Accounts.name(sid);
    } catch (WindowsException e) {
      throw WindowsErrors.of(this, e);
    }
  }

  @Override
  public boolean isSameUser() {
    try {
      return process.sid().equals(Optional.of(Accounts.ownSid()));
    } catch (WindowsException e) {
      return false; // not known, so not the same
    }
  }

  @Override
  public Optional<Path> executable() throws IOException {
    try {
      return process.executable().map(Path::of);
    } catch (WindowsException e) {
      throw WindowsErrors.of(this, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowsCredentials peer
        && pid() == peer.pid()
        && session() == peer.session();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid());
  }

  @Override
  public String toString() {
    return "pid " + pid() + ", session " + session();
  }
}
