package dev.interprocess.internal.file;

import static dev.interprocess.internal.abi.Linux.AT_EMPTY_PATH;
import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.AT_SYMLINK_NOFOLLOW;
import static dev.interprocess.internal.abi.Linux.STATX_BASIC_STATS;
import static dev.interprocess.internal.abi.Linux.S_IFIFO;
import static dev.interprocess.internal.abi.Linux.S_IFMT;
import static dev.interprocess.internal.abi.Linux.S_IFSOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.interprocess.internal.abi.Linux.statx;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysStat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Which file it is, whatever its name: device and inode; and its mode, owner, names and size. */
public record FileIdentity(
    int deviceMajor, int deviceMinor, long inode, int mode, int uid, int links, long size) {

  /** Of the file itself that {@code path} names, even if that is a link. */
  public static FileIdentity of(byte[] path) throws ErrnoException {
    return of(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
  }

  public static FileIdentity of(int fd) throws ErrnoException {
    return of(fd, new byte[0], AT_EMPTY_PATH);
  }

  private static FileIdentity of(int folder, byte[] path, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stat = arena.allocate(statx.SIZEOF, 8);
      ErrnoException.check(
          "stat",
          SysStat.statx(folder, CString.allocate(arena, path), flags, STATX_BASIC_STATS, stat));
      return new FileIdentity(
          stat.get(JAVA_INT, statx.stx_dev_major),
          stat.get(JAVA_INT, statx.stx_dev_minor),
          stat.get(JAVA_LONG, statx.stx_ino),
          Short.toUnsignedInt(stat.get(JAVA_SHORT, statx.stx_mode)),
          stat.get(JAVA_INT, statx.stx_uid),
          stat.get(JAVA_INT, statx.stx_nlink),
          stat.get(JAVA_LONG, statx.stx_size));
    }
  }

  public boolean isSocket() {
    return type() == S_IFSOCK;
  }

  public boolean isFifo() {
    return type() == S_IFIFO;
  }

  /** One of {@code S_IFREG} and the like. */
  public int type() {
    return mode & S_IFMT;
  }

  public int permissions() {
    return mode & 07777;
  }

  public boolean isSameFile(FileIdentity other) {
    return deviceMajor == other.deviceMajor
        && deviceMinor == other.deviceMinor
        && inode == other.inode;
  }
}
