package dev.interprocess.internal.file;

import static dev.interprocess.internal.abi.Linux.S_IFBLK;
import static dev.interprocess.internal.abi.Linux.S_IFCHR;
import static dev.interprocess.internal.abi.Linux.S_IFDIR;
import static dev.interprocess.internal.abi.Linux.S_IFIFO;
import static dev.interprocess.internal.abi.Linux.S_IFREG;
import static dev.interprocess.internal.abi.Linux.S_IFSOCK;

import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an open descriptor is. */
public enum FileKind {
  FILE,
  DIRECTORY,
  MEMORY,
  PIPE,
  SOCKET,
  PIDFD,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  OTHER;

  public static FileKind of(int fd) throws ErrnoException {
    FileIdentity file = FileIdentity.of(fd);
    return switch (file.type()) {
      case S_IFIFO -> PIPE;
      case S_IFSOCK -> SOCKET;
      case S_IFDIR -> DIRECTORY;
      case S_IFCHR -> CHARACTER_DEVICE;
      case S_IFBLK -> BLOCK_DEVICE;
      default -> withoutName(fd, file);
    };
  }

  /** What has no name in the filesystem is told by the one that it has in {@code /proc}. */
  private static FileKind withoutName(int fd, FileIdentity file) {
    String target = target(fd);
    if (target.equals("anon_inode:[pidfd]") || target.startsWith("pidfd:[")) {
      return PIDFD;
    }
    if (file.type() != S_IFREG) {
      return OTHER; // eventfd, epoll and the like, which have no type
    }
    return file.links() == 0 && target.startsWith("/memfd:") ? MEMORY : FILE;
  }

  private static String target(int fd) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
    } catch (IOException e) {
      return ""; // no /proc here
    }
  }
}
