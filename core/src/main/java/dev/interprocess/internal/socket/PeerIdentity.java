package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.Linux.SO_PEERCRED;
import static dev.interprocess.internal.abi.Linux.SO_PEERGROUPS;
import static dev.interprocess.internal.abi.Linux.SO_PEERPIDFD;
import static dev.interprocess.internal.abi.Linux.SO_PEERSEC;
import static dev.interprocess.internal.abi.LinuxErrno.ENOPROTOOPT;
import static dev.interprocess.internal.abi.LinuxErrno.ENOTCONN;
import static dev.interprocess.internal.abi.LinuxErrno.ERANGE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.Linux.ucred;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who was at the other end when it connected or listened, as the kernel noted it. User and group
 * numbers are unsigned.
 */
public record PeerIdentity(long pid, long uid, long gid, List<Long> groups) {

  private static final int NOBODY = -1;

  /** Fails with {@code ENOTCONN} where there is no peer that the kernel knows. */
  public static PeerIdentity of(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment credentials = arena.allocate(ucred.SIZEOF, 4);
      MemorySegment length = arena.allocateFrom(JAVA_INT, ucred.SIZEOF);
      ErrnoException.check(
          "getsockopt", SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, length));
      if (credentials.get(JAVA_INT, ucred.uid) == NOBODY) { // nothing was noted
        throw new ErrnoException("peer", ENOTCONN);
      }
      return new PeerIdentity(
          credentials.get(JAVA_INT, ucred.pid),
          Integer.toUnsignedLong(credentials.get(JAVA_INT, ucred.uid)),
          Integer.toUnsignedLong(credentials.get(JAVA_INT, ucred.gid)),
          groups(arena, fd));
    }
  }

  private static List<Long> groups(Arena arena, int fd) throws ErrnoException {
    // Most users are in a few groups; otherwise the kernel says how much room they need.
    MemorySegment groups = arena.allocate(JAVA_INT, 32);
    MemorySegment length = arena.allocateFrom(JAVA_INT, (int) groups.byteSize());
    int result = SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, length);
    if (result == -ERANGE) {
      groups = arena.allocate(length.get(JAVA_INT, 0), 4);
      result = SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, length);
    }
    ErrnoException.check("getsockopt", result);
    int[] numbers = groups.asSlice(0, length.get(JAVA_INT, 0)).toArray(JAVA_INT);
    return Arrays.stream(numbers).mapToObj(Integer::toUnsignedLong).toList();
  }

  /**
   * A descriptor that stands for the peer's process, also when its number is used again later.
   *
   * @return the negative error number if this kernel has none, or the process is gone
   */
  public static int pidfd(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) JAVA_INT.byteSize());
      int result = SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERPIDFD, value, length);
      return result < 0 ? result : value.get(JAVA_INT, 0);
    }
  }

  /** The peer's label, if the system has such things. */
  public static Optional<String> securityLabel(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment label = arena.allocate(256);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) label.byteSize());
      int result = SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERSEC, label, length);
      if (result == -ERANGE) {
        label = arena.allocate(length.get(JAVA_INT, 0));
        result = SysSocket.getsockopt(fd, SOL_SOCKET, SO_PEERSEC, label, length);
      }
      if (result == -ENOPROTOOPT) {
        return Optional.empty();
      }
      ErrnoException.check("getsockopt", result);
      return Optional.of(securityLabel(label.asSlice(0, length.get(JAVA_INT, 0))));
    }
  }

  /** A label as the kernel gives it, perhaps with a NUL behind it. */
  public static String securityLabel(MemorySegment label) {
    byte[] bytes = label.toArray(JAVA_BYTE);
    int end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? 1 : 0;
    return new String(bytes, 0, bytes.length - end, StandardCharsets.UTF_8);
  }

  public boolean isMemberOf(long group) {
    return gid == group || groups.contains(group);
  }
}
