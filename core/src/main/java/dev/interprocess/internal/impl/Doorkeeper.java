package dev.interprocess.internal.impl;

import dev.interprocess.Access.Check;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.socket.ListenRules;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Enforces at each accept what the mode of a file does not. */
final class Doorkeeper<S> {
  private static final Logger LOGGER = System.getLogger("dev.interprocess");
  private static final long ROOT = 0;

  private final UnixAccess access;
  private final boolean abstractName;
  private final long uid = Unistd.geteuid();
  private final long gid;
  private final long furtherUid;
  private final UnixKind.Credentials<S> credentials;

  Doorkeeper(UnixAccess access, boolean abstractName, UnixKind.Credentials<S> credentials)
      throws IOException {
    this.access = access;
    this.abstractName = abstractName;
    int named = access.gid();
    this.gid = named == ListenRules.OWN_GROUP ? Unistd.getegid() : named;
    this.furtherUid = access.uid();
    this.credentials = credentials;
  }

  /** Whether the client with this descriptor may stay; says in the log why not. */
  boolean admits(int fd, S client) {
    try {
      if (!isPermitted(fd)) {
        LOGGER.log(Level.INFO, "{0} refused: its user has no access", client);
        return false;
      }
      Check check = access.check();
      if (check != null && !check.admits(credentials.of(client))) {
        LOGGER.log(Level.INFO, "{0} refused by the check", client);
        return false;
      }
      return true;
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.WARNING, client + " refused: the check failed", e);
      return false;
    }
  }

  private boolean isPermitted(int fd) throws ErrnoException {
    if (!abstractName && access.user() == null) {
      return true; // the file's mode has decided
    }
    PeerIdentity peer = PeerIdentity.of(fd);
    if (peer.uid() == ROOT) {
      return true;
    }
    return access.user() == null
        ? access.permits(peer, uid, gid)
        : peer.uid() == uid || peer.uid() == furtherUid;
  }
}
