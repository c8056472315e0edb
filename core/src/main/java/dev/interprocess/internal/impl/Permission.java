package dev.interprocess.internal.impl;

import dev.interprocess.internal.file.MadeFile;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;

/** What an {@code Access} says of a user, where the mode of a file does not decide. */
final class Permission {
  private static final long ROOT = 0;

  private final UnixAccess access;
  private final boolean isPath;
  private final long uid = Unistd.geteuid();
  private final long gid;
  private final long furtherUid;

  Permission(UnixAccess access, boolean isPath) throws IOException {
    this.access = access;
    this.isPath = isPath;
    int named = access.gid();
    this.gid = named == MadeFile.OWN_GROUP ? Unistd.getegid() : named;
    this.furtherUid = access.uid();
  }

  /** Whether the system has decided about everybody already. */
  boolean isDecided() {
    return isPath ? access.user() == null : access.equals(UnixAccess.EVERYONE);
  }

  boolean admits(PeerIdentity peer) {
    if (isDecided() || peer.uid() == ROOT) {
      return true;
    }
    return access.user() == null
        ? access.permits(peer, uid, gid)
        : peer.uid() == uid || peer.uid() == furtherUid;
  }
}
