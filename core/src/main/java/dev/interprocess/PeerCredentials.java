package dev.interprocess;

import dev.interprocess.unix.UnixCredentials;
import dev.interprocess.windows.WindowsCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who the other side of a connection is, as the system says. On Linux these are the credentials
 * that the peer had when it connected, or called {@code listen}. Safe for use by any thread.
 */
public sealed interface PeerCredentials permits UnixCredentials, WindowsCredentials {

  /** The number of its process; 0 if that can't be seen from here. It may have ended since. */
  long pid();

  /**
   * The name of its user, or the number where it has no name. May ask a name service over the
   * network.
   *
   * @throws IOException if the user data base can't be asked
   */
  String user() throws IOException;

  /** Whether it is run by the user of this process. */
  boolean isSameUser();

  /**
   * The program that it runs; empty if that can't be known for certain: the process has ended,
   * belongs to somebody else, or the system has no way to ask that excludes a process which has got
   * the same number since (Linux before 6.5).
   *
   * @throws IOException if the connection is closed
   */
  Optional<Path> executable() throws IOException;
}
