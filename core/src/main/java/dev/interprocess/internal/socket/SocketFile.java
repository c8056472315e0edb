package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AT_EMPTY_PATH;
import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_PATH;
import static dev.interprocess.internal.abi.LinuxErrno.EADDRINUSE;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNREFUSED;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileIdentity;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysStat;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The file that a socket made when it was bound. */
final class SocketFile {
  // Nobody holds a lock longer than a few system calls, unless he is stopped or the disk hangs: who
  // wants to listen can wait for that, who closes has somewhere else to go.
  private static final Duration LISTEN_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final byte[] path;

  // A descriptor of the file keeps its inode number from being used again, by a successor's file.
  private final OwnedDescriptor descriptor;

  private SocketFile(byte[] path, OwnedDescriptor descriptor) {
    this.path = path;
    this.descriptor = descriptor;
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
      UnixSockets.bind(fd, path);
      SocketFile made = null;
      try {
        made = open(path);
        made.setAccess(rules);
        if (rules.listens()) {
          UnixSockets.listen(fd, rules.backlog());
        }
        return made;
      } catch (ErrnoException e) {
        if (made != null) {
          made.unlinkIfStillOurs();
          made.close();
        }
        throw e;
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** Removes the file if it still has its name, and if nobody has replaced it by his own. */
  void remove() throws IOException {
    NameLock lock = lockUninterrupted();
    try {
      unlinkIfStillOurs();
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private void unlinkIfStillOurs() throws IOException {
    try {
      if (FileIdentity.of(path).isSameFile(identity())) {
        unlink(path);
      }
    } catch (ErrnoException e) {
      if (e.number() != ENOENT) {
        throw e;
      }
    }
  }

  private FileIdentity identity() throws IOException {
    int fd = descriptor.acquire();
    try {
      return FileIdentity.of(fd);
    } finally {
      descriptor.release();
    }
  }

  void close() {
    descriptor.close();
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
      unlink(path);
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

  private static SocketFile open(byte[] path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = O_PATH | Target.O_NOFOLLOW | O_CLOEXEC;
      int fd =
          ErrnoException.check(
              "open", Fcntl.openat(AT_FDCWD, CString.allocate(arena, path), flags, 0));
      String name = "file of " + new String(path, StandardCharsets.UTF_8);
      return new SocketFile(path, new OwnedDescriptor(fd, name));
    }
  }

  private void setAccess(BindRules rules) throws IOException {
    int fd = descriptor.acquire();
    try (Arena arena = Arena.ofConfined()) {
      FileIdentity made = FileIdentity.of(fd);
      if (!made.isSocket() || made.uid() != Unistd.geteuid()) {
        throw new ErrnoException("bind", EADDRINUSE); // it was taken away again
      }
      if (rules.gid() != BindRules.OWN_GROUP) {
        MemorySegment itself = CString.allocate(arena, new byte[0]);
        ErrnoException.check("chown", Unistd.fchownat(fd, itself, -1, rules.gid(), AT_EMPTY_PATH));
      }
      if (made.permissions() != rules.mode()) {
        // By the descriptor's name in /proc: chmod of the path could meet another file by now.
        byte[] name = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
        ErrnoException.check("chmod", SysStat.chmod(CString.allocate(arena, name), rules.mode()));
      }
    } finally {
      descriptor.release();
    }
  }

  private static void unlink(byte[] path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int result = Unistd.unlink(CString.allocate(arena, path));
      if (result != -ENOENT) {
        ErrnoException.check("unlink", result);
      }
    }
  }
}
