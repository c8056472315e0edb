package dev.interprocess.internal.impl;

import dev.interprocess.Access.Check;
import dev.interprocess.internal.event.SparingLog;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Enforces at each accept what the mode of a file does not. */
final class Doorkeeper<S> {
  private final SparingLog log = new SparingLog();
  private final Permission permission;
  private final @Nullable Check check;
  private final UnixKind.Credentials<S> credentials;

  Doorkeeper(UnixAccess access, boolean isPath, UnixKind.Credentials<S> credentials)
      throws IOException {
    this.permission = new Permission(access, isPath);
    this.check = access.check();
    this.credentials = credentials;
  }

  /** Whether the client with this descriptor may stay; says in the log why not. */
  boolean admits(int fd, S client) {
    try {
      PeerIdentity peer = permission.isDecided() ? null : PeerIdentity.of(fd);
      if (peer != null && !permission.admits(peer)) {
        refused(peer, client, "its user has no access");
        return false;
      }
      if (check != null && !check.admits(credentials.of(client))) {
        refused(peer != null ? peer : PeerIdentity.of(fd), client, "by the check");
        return false;
      }
      return true;
    } catch (IOException | RuntimeException e) {
      log.warning(client + " refused: the check failed", e);
      return false;
    }
  }

  private void refused(PeerIdentity peer, S client, String why) {
    log.info("%s: refused pid %d uid %d: %s".formatted(client, peer.pid(), peer.uid(), why));
  }
}
