package dev.interprocess;

import dev.interprocess.internal.impl.UnixAccess;
import dev.interprocess.windows.SecurityDescriptor;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Who may connect to a listener. In force before the name can be connected to, whatever the umask:
 * for a path by the mode of its file; for an abstract name, which has none, by a look at the
 * client's user and groups when it is accepted; others are closed and logged. The administrator
 * (uid 0) always may. A value, which any thread may use.
 *
 * {@snippet :
 * Access.owner()                                        // the default everywhere
 * Access.group("www-data")
 * Access.everyone().onlyIf(peer -> peer.isSameUser() || peer.user().equals("backup"))
 * }
 */
public sealed interface Access permits UnixAccess, SecurityDescriptor {

  /** The user of this process only: mode 0600. */
  static Access owner() {
    return UnixAccess.OWNER;
  }

  /** The user of this process, and the user of that name. */
  static Access user(String name) {
    return UnixAccess.user(name);
  }

  /**
   * The user of this process, and the members of that group: mode 0660, and the file is the
   * group's.
   */
  static Access group(String name) {
    return UnixAccess.group(name);
  }

  /** Every user of this machine: mode 0666. */
  static Access everyone() {
    return UnixAccess.EVERYONE;
  }

  /** Those who may write to a file of this mode, as the system rules for Unix domain sockets. */
  static Access mode(Set<PosixFilePermission> mode) {
    return UnixAccess.mode(mode);
  }

  /**
   * The same, and only clients that {@code check} admits when they are accepted. An exception out
   * of it refuses the client, and is logged.
   */
  Access onlyIf(Check check);

  /** Decides about one client. */
  @FunctionalInterface
  interface Check {
    /**
     * Whether the client may connect. It is called by the thread that accepts, which takes no other
     * client meanwhile.
     *
     * @throws IOException to refuse
     */
    boolean admits(PeerCredentials peer) throws IOException;
  }
}
