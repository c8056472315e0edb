package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.S_IFSOCK;
import static dev.interprocess.internal.abi.LinuxErrno.EADDRINUSE;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNREFUSED;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.internal.file.FileIdentity;
import dev.interprocess.internal.file.MadeFile;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysStat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The file that a socket made when it was bound. */
final class SocketFile {
  // Nobody holds a lock longer than a few system calls, unless he is stopped or the disk hangs: who
  // wants to listen can wait for that, who closes has somewhere else to go.
  private static final Duration LISTEN_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final byte[] path;
  private final MadeFile file;

  private SocketFile(byte[] path, MadeFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Binds {@code fd} to {@code path} and lets it listen, if it is to. Nobody else can connect
   * before the file has its mode and group: until then it is its user's alone.
   */
  static SocketFile bind(int fd, byte[] path, BindRules rules) throws IOException {
    NameLock lock = lock(path, LISTEN_PATIENCE, rules.replaces());
    try {
      if (rules.replaces()) {
        removeExisting(path, rules);
      }
      // The mode before the file exists: bind takes it from here, less the umask.
      ErrnoException.check("chmod", SysStat.fchmod(fd, rules.mode() & 0700));
      bind(fd, path);
      MadeFile made = MadeFile.holdMade(path, S_IFSOCK);
      boolean done = false;
      try {
        made.setAccess(rules.mode(), rules.gid());
        if (rules.listens()) {
          UnixSockets.listen(fd, rules.backlog());
        }
        done = true;
        return new SocketFile(path, made);
      } finally {
        if (!done) {
          made.unlink();
          made.close();
        }
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private static void bind(int fd, byte[] path) throws ErrnoException {
    try {
      UnixSockets.bind(fd, path);
    } catch (ErrnoException e) {
      if (e.number() == EADDRINUSE && isLeftBehind(path)) {
        throw new ErrnoException("bind over a stale file: see Existing.REPLACE_STALE", EADDRINUSE);
      }
      throw e;
    }
  }

  /** For the message only: whether the file is one that a listener has left behind. */
  private static boolean isLeftBehind(byte[] path) {
    try {
      return FileIdentity.of(path).isSocket() && isStale(path);
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** Removes the file if it still has its name, and if nobody has replaced it by his own. */
  void remove() throws IOException {
    NameLock lock = lockUninterrupted();
    try {
      file.unlink();
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  void close() {
    file.close();
  }

  /**
   * The lock of the name, or null where there can be none. Who replaces nothing then goes on
   * without: he harms nobody, and where nobody can make a lock, nobody replaces anything. In a
   * folder that does not exist, {@code bind} says better what is wrong.
   */
  private static @Nullable NameLock lock(byte[] path, Duration patience, boolean needed)
      throws IOException {
    try {
      return NameLock.take(path, patience);
    } catch (ErrnoException e) {
      if (needed && e.number() != ENOENT) {
        throw e;
      }
      return null;
    }
  }

  /** Who closes is often on his way out, interrupted: the file must not stay behind for that. */
  private @Nullable NameLock lockUninterrupted() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return lock(path, CLOSE_PATIENCE, /* needed= */ false);
        } catch (InterruptedIOException e) { // the timeout's too
          if (!Thread.interrupted()) {
            throw e;
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void removeExisting(byte[] path, BindRules rules) throws ErrnoException {
    FileIdentity existing;
    try {
      existing = FileIdentity.of(path);
    } catch (ErrnoException e) {
      return; // nothing there, or bind fails for the same reason
    }
    if (!existing.isSocket()) {
      throw new ErrnoException("replace what is not a socket", EADDRINUSE);
    }
    if (rules.existing() == BindRules.Existing.REPLACE || isStale(path)) {
      MadeFile.unlink(path);
    }
  }

  /**
   * Whether no socket is bound to the file any more. Asked by a datagram socket, of whose {@code
   * connect} nobody hears: any other would be a client, and be served.
   */
  private static boolean isStale(byte[] path) throws ErrnoException {
    int probe = UnixSockets.open(SocketType.DATAGRAM);
    try {
      return UnixSockets.connect(probe, path) == -ECONNREFUSED;
    } finally {
      UnixSockets.discard(probe);
    }
  }
}
