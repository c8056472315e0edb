package dev.interprocess.internal.file;

import static dev.interprocess.internal.abi.Linux.AT_EMPTY_PATH;
import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_PATH;
import static dev.interprocess.internal.abi.LinuxErrno.EEXIST;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysStat;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A file that is no regular one, held by an {@code O_PATH} descriptor: whatever becomes of its
 * name, it is known again, as nobody else's file can have its inode number meanwhile.
 */
public final class MadeFile {
  /** For {@link #setAccess}: the group stays the one that the file has. */
  public static final int OWN_GROUP = -1;

  private final byte[] path;
  private final OwnedDescriptor descriptor;

  private MadeFile(byte[] path, OwnedDescriptor descriptor) {
    this.path = path;
    this.descriptor = descriptor;
  }

  /** Holds the file that has this name, itself if it is a link. */
  public static MadeFile hold(byte[] path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = O_PATH | Target.O_NOFOLLOW | O_CLOEXEC;
      int fd =
          ErrnoException.check(
              "open", Fcntl.openat(AT_FDCWD, CString.allocate(arena, path), flags, 0));
      String name = "file of " + new String(path, StandardCharsets.UTF_8);
      return new MadeFile(path, new OwnedDescriptor(fd, name));
    }
  }

  /**
   * Holds the file that this process has just made, of that type. If it can't, for want of a
   * descriptor, it leaves none behind.
   */
  public static MadeFile holdMade(byte[] path, int type) throws IOException {
    MadeFile held;
    try {
      held = hold(path);
    } catch (ErrnoException e) {
      if (e.number() != ENOENT && isOurs(FileIdentity.of(path), type)) {
        unlink(path);
      }
      throw e;
    }
    return require(held, type);
  }

  private static boolean isOurs(FileIdentity file, int type) {
    return file.type() == type && file.uid() == Unistd.geteuid();
  }

  /** Lets go of one that somebody else has put there, which stays. */
  private static MadeFile require(MadeFile held, int type) throws IOException {
    boolean isOurs = false;
    try {
      isOurs = isOurs(held.identity(), type);
      if (!isOurs) {
        throw new ErrnoException("create", EEXIST);
      }
      return held;
    } finally {
      if (!isOurs) {
        held.close();
      }
    }
  }

  private interface Use<T> {
    T with(int fd) throws IOException;
  }

  private <T> T withDescriptor(Use<T> use) throws IOException {
    int fd = descriptor.acquire();
    try {
      return use.with(fd);
    } finally {
      descriptor.release();
    }
  }

  public FileIdentity identity() throws IOException {
    return withDescriptor(FileIdentity::of);
  }

  /** Whether the name still leads to this file. */
  public boolean isStillThere() throws IOException {
    try {
      return FileIdentity.of(path).isSameFile(identity());
    } catch (ErrnoException e) {
      if (e.number() == ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** Gives the file, which was made for its user alone, its group and mode, whatever the umask. */
  public void setAccess(int mode, int gid) throws IOException {
    FileIdentity made = identity();
    withDescriptor(
        fd -> {
          try (Arena arena = Arena.ofConfined()) {
            if (gid != OWN_GROUP) {
              MemorySegment itself = CString.allocate(arena, new byte[0]);
              ErrnoException.check("chown", Unistd.fchownat(fd, itself, -1, gid, AT_EMPTY_PATH));
            }
            if (made.permissions() != mode) {
              // By the descriptor's name in /proc: chmod of the path could meet another file by
              // now.
              MemorySegment name = CString.allocate(arena, OpenFile.procName(fd));
              ErrnoException.check("chmod", SysStat.chmod(name, mode));
            }
          }
          return this;
        });
  }

  /** Opens this very file, whatever has its name by now; calls on the descriptor never wait. */
  public int openNonBlocking(int flags) throws IOException {
    return withDescriptor(fd -> OpenFile.reopenNonBlocking(fd, flags));
  }

  /** Removes the name, if it still leads to this file. */
  public void unlink() throws IOException {
    if (isStillThere()) {
      unlink(path);
    }
  }

  /** Removes a name; one that is gone already is no error. */
  public static void unlink(byte[] path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int result = Unistd.unlink(CString.allocate(arena, path));
      if (result != -ENOENT) {
        ErrnoException.check("unlink", result);
      }
    }
  }

  /** Lets go of the file. */
  public void close() {
    descriptor.close();
  }
}
