package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AF_UNIX;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.SOCK_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SOCK_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.Linux.SO_ACCEPTCONN;
import static dev.interprocess.internal.abi.Linux.SO_DOMAIN;
import static dev.interprocess.internal.abi.Linux.SO_TIMESTAMPNS;
import static dev.interprocess.internal.abi.Linux.SO_TYPE;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.abi.LinuxErrno.ENOTCONN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * The calls on Unix domain sockets, with Java's types. Each works on a number that the caller owns.
 */
public final class UnixSockets {
  private UnixSockets() {}

  /**
   * A new socket, set non-blocking: what only waits for others, {@code accept} and {@code connect},
   * has no {@code MSG_DONTWAIT}.
   */
  public static int open(SocketType type) throws ErrnoException {
    return ErrnoException.check(
        "socket", SysSocket.socket(AF_UNIX, type.number | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  }

  /** Two connected sockets, set non-blocking. */
  public static int[] pair(SocketType type) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check(
          "socketpair",
          SysSocket.socketpair(AF_UNIX, type.number | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, two));
      return two.toArray(JAVA_INT);
    }
  }

  /** From now on {@code accept} and {@code connect} never wait by themselves. */
  static void setNonBlocking(int fd) throws ErrnoException {
    OpenFile.addFlag(fd, O_NONBLOCK);
  }

  /**
   * Lets each message that is received bring its time stamp along, which tells an empty one of a
   * seqpacket socket from the end. Nothing else changes, neither here nor for the peer.
   */
  public static void mark(int fd) throws ErrnoException {
    setOption(fd, SO_TIMESTAMPNS, 1);
  }

  /** Whether it is a socket of this family and type. */
  public static boolean isOfType(int fd, SocketType type) {
    try {
      return getOption(fd, SO_DOMAIN) == AF_UNIX && getOption(fd, SO_TYPE) == type.number;
    } catch (ErrnoException e) {
      return false; // no socket at all
    }
  }

  public static boolean isListening(int fd) throws ErrnoException {
    return getOption(fd, SO_ACCEPTCONN) != 0;
  }

  static void bind(int fd, byte[] name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined();
        FolderPath path = FolderPath.of(name)) {
      MemorySegment address = SockaddrUn.encode(arena, path.name());
      ErrnoException.check("bind", SysSocket.bind(fd, address, (int) address.byteSize()));
    }
  }

  static void listen(int fd, int backlog) throws ErrnoException {
    ErrnoException.check("listen", SysSocket.listen(fd, backlog));
  }

  /** Tries to connect: 0, or the negative error number. */
  public static int connect(int fd, byte[] name) {
    try (Arena arena = Arena.ofConfined();
        FolderPath path = FolderPath.of(name)) {
      MemorySegment address = SockaddrUn.encode(arena, path.name());
      int result;
      do {
        result = SysSocket.connect(fd, address, (int) address.byteSize());
      } while (result == -EINTR);
      return result;
    } catch (ErrnoException e) {
      return -e.number(); // of the folder
    }
  }

  public static byte[] localName(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SockaddrUn.allocate(arena);
      MemorySegment length = SockaddrUn.length(arena);
      ErrnoException.check("getsockname", SysSocket.getsockname(fd, address, length));
      return SockaddrUn.decode(address, length.get(JAVA_INT, 0));
    }
  }

  public static byte[] remoteName(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SockaddrUn.allocate(arena);
      MemorySegment length = SockaddrUn.length(arena);
      ErrnoException.check("getpeername", SysSocket.getpeername(fd, address, length));
      return SockaddrUn.decode(address, length.get(JAVA_INT, 0));
    }
  }

  public static int getOption(int fd, int option) throws ErrnoException {
    return getOption(fd, option, 1)[0];
  }

  /** An option whose value is so many numbers. */
  public static int[] getOption(int fd, int option, int count) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT, count);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      ErrnoException.check(
          "getsockopt", SysSocket.getsockopt(fd, SOL_SOCKET, option, value, length));
      return value.toArray(JAVA_INT);
    }
  }

  public static void setOption(int fd, int option, int... value) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_INT, value);
      ErrnoException.check(
          "setsockopt",
          SysSocket.setsockopt(fd, SOL_SOCKET, option, bytes, (int) bytes.byteSize()));
    }
  }

  public static void setOptions(int fd, Map<Integer, int[]> options) throws ErrnoException {
    for (Map.Entry<Integer, int[]> option : options.entrySet()) {
      setOption(fd, option.getKey(), option.getValue());
    }
  }

  public static void shutdown(int fd, int how) throws ErrnoException {
    int result = SysSocket.shutdown(fd, how);
    // The peer has closed already: nothing is left to shut down.
    if (result != -ENOTCONN) {
      ErrnoException.check("shutdown", result);
    }
  }

  /** Closes a number that no {@code OwnedDescriptor} has taken over yet. */
  public static void discard(int fd) {
    Unistd.close(fd);
  }
}
