package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AF_UNIX;
import static dev.interprocess.internal.abi.Linux.F_GETFL;
import static dev.interprocess.internal.abi.Linux.F_SETFL;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.SOCK_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SOCK_DGRAM;
import static dev.interprocess.internal.abi.Linux.SOCK_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.SOCK_STREAM;
import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.abi.LinuxErrno.ENOTCONN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The calls on Unix domain sockets, with Java's types. Each works on a number that the caller owns.
 */
public final class UnixSockets {
  private UnixSockets() {}

  /**
   * A new stream socket, set non-blocking: what only waits for others, {@code accept} and {@code
   * connect}, has no {@code MSG_DONTWAIT}.
   */
  public static int stream() throws ErrnoException {
    return ErrnoException.check(
        "socket", SysSocket.socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  }

  /** A new datagram socket. */
  static int datagram() throws ErrnoException {
    return ErrnoException.check(
        "socket", SysSocket.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  }

  /** Two connected stream sockets. */
  public static int[] pair() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check(
          "socketpair", SysSocket.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, two));
      return two.toArray(JAVA_INT);
    }
  }

  /** From now on calls without {@code MSG_DONTWAIT} wait, as other holders of a socket expect. */
  static void setBlocking(int fd) throws ErrnoException {
    int flags = ErrnoException.check("fcntl", Fcntl.fcntl(fd, F_GETFL, 0));
    ErrnoException.check("fcntl", Fcntl.fcntl(fd, F_SETFL, flags & ~O_NONBLOCK));
  }

  static void bind(int fd, byte[] name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SockaddrUn.encode(arena, name);
      ErrnoException.check("bind", SysSocket.bind(fd, address, (int) address.byteSize()));
    }
  }

  static void listen(int fd, int backlog) throws ErrnoException {
    ErrnoException.check("listen", SysSocket.listen(fd, backlog));
  }

  /** Tries to connect: 0, or the negative error number. */
  static int connect(int fd, byte[] name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SockaddrUn.encode(arena, name);
      int result;
      do {
        result = SysSocket.connect(fd, address, (int) address.byteSize());
      } while (result == -EINTR);
      return result;
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
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) JAVA_INT.byteSize());
      ErrnoException.check(
          "getsockopt", SysSocket.getsockopt(fd, SOL_SOCKET, option, value, length));
      return value.get(JAVA_INT, 0);
    }
  }

  public static void setOption(int fd, int option, int value) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      ErrnoException.check(
          "setsockopt",
          SysSocket.setsockopt(
              fd,
              SOL_SOCKET,
              option,
              arena.allocateFrom(JAVA_INT, value),
              (int) JAVA_INT.byteSize()));
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
