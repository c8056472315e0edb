package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.F_ADD_SEALS;
import static dev.interprocess.internal.abi.Linux.F_DUPFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.F_GETFL;
import static dev.interprocess.internal.abi.Linux.F_SEAL_GROW;
import static dev.interprocess.internal.abi.Linux.F_SEAL_SEAL;
import static dev.interprocess.internal.abi.Linux.F_SEAL_SHRINK;
import static dev.interprocess.internal.abi.Linux.F_SEAL_WRITE;
import static dev.interprocess.internal.abi.Linux.F_SETFL;
import static dev.interprocess.internal.abi.Linux.MFD_ALLOW_SEALING;
import static dev.interprocess.internal.abi.Linux.MFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NOCTTY;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.O_RDWR;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;

import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysMman;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/** Opens and duplicates. Each number belongs to the caller, and is closed on exec. */
public final class OpenFile {
  private OpenFile() {}

  /**
   * Opens a file. That never waits for the other end of a FIFO; a file that is opened by this
   * blocks afterwards, as others expect.
   *
   * @param mode permissions of a file that is made
   */
  public static int open(byte[] path, int flags, int mode) throws ErrnoException {
    int fd = openNonBlocking(path, flags, mode);
    int now = Fcntl.fcntl(fd, F_GETFL, 0);
    Fcntl.fcntl(fd, F_SETFL, now & ~O_NONBLOCK);
    return fd;
  }

  /** The same, and calls on it never wait. */
  public static int openNonBlocking(byte[] path, int flags, int mode) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int all = flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
      int fd;
      do {
        fd = Fcntl.openat(AT_FDCWD, CString.allocate(arena, path), all, mode);
      } while (fd == -EINTR);
      return ErrnoException.check("open", fd);
    }
  }

  /**
   * Opens what {@code fd} is anew: a description of our own, so that setting it non-blocking
   * changes nothing for those who share the other. Not possible with sockets.
   */
  public static int reopenNonBlocking(int fd, int flags) throws ErrnoException {
    return openNonBlocking(procName(fd), flags, 0);
  }

  /**
   * Opens the end of a pipe anew, for a process that expects it to block: the descriptor that is
   * given may be set otherwise.
   */
  public static int reopenBlocking(int fd, int flags) throws ErrnoException {
    return open(procName(fd), flags, 0);
  }

  public static int duplicate(int fd) throws ErrnoException {
    return ErrnoException.check("duplicate", Fcntl.fcntl(fd, F_DUPFD_CLOEXEC, 0));
  }

  /** Memory that has a descriptor. */
  public static int memory(String name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      return ErrnoException.check(
          "memory",
          SysMman.memfd_create(
              CString.allocate(arena, name.getBytes(StandardCharsets.UTF_8)),
              MFD_CLOEXEC | MFD_ALLOW_SEALING));
    }
  }

  /** Nobody can change the memory any more, for all time. */
  public static void seal(int fd) throws ErrnoException {
    int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    ErrnoException.check("seal", Fcntl.fcntl(fd, F_ADD_SEALS, seals));
  }

  /** What it was opened with: {@code O_ACCMODE} and the rest. */
  public static int flags(int fd) throws ErrnoException {
    return ErrnoException.check("fcntl", Fcntl.fcntl(fd, F_GETFL, 0));
  }

  /** Of the flags {@code O_RDONLY}, {@code O_WRONLY} or {@code O_RDWR}. */
  public static int access(int flags) {
    return flags & (O_WRONLY | O_RDWR); // not O_ACCMODE, which musl makes wider
  }

  public static void addFlag(int fd, int flag) throws ErrnoException {
    ErrnoException.check("fcntl", Fcntl.fcntl(fd, F_SETFL, flags(fd) | flag));
  }

  /** The name under which the process finds what {@code fd} is. */
  public static byte[] procName(int fd) {
    return ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
  }

  public static void discard(int fd) {
    Unistd.close(fd);
  }
}
