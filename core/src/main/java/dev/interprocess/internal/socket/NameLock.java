package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.LOCK_EX;
import static dev.interprocess.internal.abi.Linux.LOCK_NB;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_CREAT;
import static dev.interprocess.internal.abi.Linux.O_RDWR;
import static dev.interprocess.internal.abi.Linux.S_IFREG;
import static dev.interprocess.internal.abi.LinuxErrno.EACCES;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EEXIST;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;

import dev.interprocess.internal.file.FileIdentity;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysFile;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The lock that all who make, replace or remove the file of a listening socket hold meanwhile, so
 * that nobody removes what another has just made: a file beside it, {@code NAME.lock}, that exists
 * only as long.
 */
final class NameLock implements AutoCloseable {
  private static final byte[] SUFFIX = ".lock".getBytes(StandardCharsets.US_ASCII);

  private final byte[] path;
  private final int fd;

  private NameLock(byte[] path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * Waits for the lock of the socket file {@code name}, at most so long.
   *
   * @throws ErrnoException if the lock file can't be made, or belongs to another user
   */
  static NameLock take(byte[] name, Duration patience) throws IOException {
    byte[] path = Arrays.copyOf(name, name.length + SUFFIX.length);
    System.arraycopy(SUFFIX, 0, path, name.length, SUFFIX.length);
    long deadline = Deadline.after(Deadline.nanos(patience));
    Pause pause = new Pause();
    while (true) {
      int fd = open(path);
      boolean held = false;
      try {
        held = tryLock(fd) && isStillAt(fd, path);
        if (held) {
          return new NameLock(path, fd);
        }
      } finally {
        if (!held) {
          Unistd.close(fd);
        }
      }
      String text = new String(path, StandardCharsets.UTF_8);
      if (Deadline.remaining(deadline) <= 0) {
        throw new SocketTimeoutException("lock " + text + ": timed out, another process holds it");
      }
      pause.sleep(deadline, "lock", text);
    }
  }

  private static int open(byte[] path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = O_RDWR | O_CREAT | O_CLOEXEC | Target.O_NOFOLLOW;
      return ErrnoException.check(
          "lock", Fcntl.openat(AT_FDCWD, CString.allocate(arena, path), flags, 0600));
    }
  }

  private static boolean tryLock(int fd) throws ErrnoException {
    FileIdentity file = FileIdentity.of(fd);
    // Somebody else's file, put there before us, could be held for ever.
    if (file.uid() != Unistd.geteuid()) {
      throw new ErrnoException("lock", EACCES);
    }
    if (file.type() != S_IFREG || file.size() > 0) { // made for something else, it must not go
      throw new ErrnoException("lock", EEXIST);
    }
    int result = SysFile.flock(fd, LOCK_EX | LOCK_NB);
    if (result == -EAGAIN || result == -EINTR) {
      return false;
    }
    ErrnoException.check("lock", result);
    return true;
  }

  /**
   * The holder before us removed the file when he was done: then this lock is nobody's any more.
   */
  private static boolean isStillAt(int fd, byte[] path) throws ErrnoException {
    try {
      return FileIdentity.of(path).isSameFile(FileIdentity.of(fd));
    } catch (ErrnoException e) {
      if (e.number() == ENOENT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // First the name, then the lock: in between nobody can hold it.
    try (Arena arena = Arena.ofConfined()) {
      Unistd.unlink(CString.allocate(arena, path));
    }
    Unistd.close(fd);
  }
}
