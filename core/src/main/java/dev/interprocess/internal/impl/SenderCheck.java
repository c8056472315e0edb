package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.SO_PASSCRED;

import dev.interprocess.Access.Check;
import dev.interprocess.PeerCredentials;
import dev.interprocess.internal.event.SparingLog;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.message.Credentials;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Enforces at each datagram what the mode of a file does not. */
public final class SenderCheck implements Admission {
  private final SparingLog log = new SparingLog();
  private final Permission permission;
  private final @Nullable Check check;
  private final Function<PeerIdentity, PeerCredentials> credentials;
  private final Object address;

  private SenderCheck(
      Permission permission,
      @Nullable Check check,
      Function<PeerIdentity, PeerCredentials> credentials,
      Object address) {
    this.permission = permission;
    this.check = check;
    this.credentials = credentials;
    this.address = address;
  }

  /** The rules of a socket that is bound, to a path or to an abstract name. */
  public static Admission of(
      UnixAccess access,
      boolean isPath,
      Function<PeerIdentity, PeerCredentials> credentials,
      Object address)
      throws IOException {
    Permission permission = new Permission(access, isPath);
    return permission.isDecided() && access.check() == null
        ? EVERYONE
        : new SenderCheck(permission, access.check(), credentials, address);
  }

  /** What a socket has to be told for it. */
  public static Map<Integer, int[]> options(Admission admission) {
    return admission.equals(EVERYONE) ? Map.of() : Map.of(SO_PASSCRED, new int[] {1});
  }

  @Override
  public boolean admits(@Nullable Credentials sender) {
    try {
      if (sender != null && isAdmitted(sender)) {
        return true;
      }
      log.info("message to " + address + " dropped: " + sender + " has no access");
    } catch (IOException | RuntimeException e) {
      log.warning("message to " + address + " dropped: the check failed", e);
    }
    return false;
  }

  private boolean isAdmitted(Credentials sender) throws IOException {
    PeerIdentity peer = new PeerIdentity(sender.pid(), sender.uid(), sender.gid(), List.of());
    return permission.admits(peer) && (check == null || check.admits(credentials.apply(peer)));
  }
}
