package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.Linux.SO_SNDBUF;
import static dev.interprocess.internal.abi.Linux.SPLICE_F_MOVE;
import static dev.interprocess.internal.abi.Linux.SPLICE_F_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.TIOCOUTQ;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysIoctl;
import dev.interprocess.internal.libc.SysSendfile;
import dev.interprocess.internal.libc.SysSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Moves bytes from one descriptor to another inside the kernel, where that is the faster way (see
 * benchmarks/DECISIONS.md). A byte is either still in the source or already in the target, however
 * a wait ends.
 */
public final class KernelCopy {
  /** Instead of a count: the bytes have to be moved by reading and writing. */
  public static final long NO_WAY = -1;

  private static final long MOST = 1 << 20;

  // Of a socket's buffer: what the kernel charges beside the bytes, and what a call is worth.
  private static final int CHARGE = 16 << 10;
  private static final int LEAST = 32 << 10;

  private KernelCopy() {}

  /**
   * Moves some of what comes through {@code from} into a pipe, at least one byte; 0 is the end. The
   * pipe's turn is not held while there is nothing to move.
   */
  public static long splice(
      ByteInput from, ByteOutput pipe, long most, long inDeadline, long outDeadline)
      throws IOException {
    int in = from.lane().enter(inDeadline, "read");
    try {
      boolean writersLeft = !from.isFifo();
      while (true) {
        long count = spliceOrWaitForRoom(from, in, pipe, Math.min(MOST, most), outDeadline);
        if (count > 0 || (count == 0 && writersLeft)) {
          return count;
        }
        if (count == 0 && from.haveWritersLeft()) {
          writersLeft = true; // see there: once more
        } else {
          from.lane().await(inDeadline, "read");
        }
      }
    } finally {
      from.lane().exit();
    }
  }

  /** The count, or {@code -EAGAIN} if it is the input that there is nothing of. */
  private static long spliceOrWaitForRoom(
      ByteInput from, int in, ByteOutput pipe, long most, long deadline) throws IOException {
    int out = pipe.lane().enter(deadline, "write");
    try {
      while (true) {
        long count = Fcntl.splice(in, NULL, out, NULL, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
        if (count >= 0) {
          return count;
        }
        if (count == -EAGAIN) {
          if (!from.lane().descriptor().isReadable()) {
            return count;
          }
          pipe.lane().await(deadline, "write");
        } else if (count != -EINTR) {
          throw new ErrnoException("splice", (int) -count);
        }
      }
    } finally {
      pipe.lane().exit();
    }
  }

  /**
   * Moves some bytes of a file, from its position on, which moves by as much; 0 is its end.
   *
   * @return {@link #NO_WAY} if that could wait in the kernel
   */
  public static long sendfile(OwnedDescriptor file, ByteOutput to, long most, long deadline)
      throws IOException {
    int out = to.lane().enter(deadline, "write");
    try {
      int in = file.acquire();
      try {
        while (true) {
          long room = to.isSocket() ? roomOf(to.lane().descriptor(), out) : MOST;
          if (room == NO_WAY) {
            return NO_WAY;
          }
          long count =
              room < LEAST ? -EAGAIN : SysSendfile.sendfile(out, in, NULL, Math.min(room, most));
          if (count >= 0) {
            return count;
          }
          if (count == -EAGAIN) {
            to.lane().await(deadline, "write");
          } else if (count != -EINTR) {
            throw new ErrnoException("sendfile", (int) -count);
          }
        }
      } finally {
        file.release();
      }
    } finally {
      to.lane().exit();
    }
  }

  /**
   * How many bytes a socket takes for certain without waiting, which the call would do: it knows no
   * {@code MSG_DONTWAIT}. Only of one that nobody else writes to.
   */
  private static long roomOf(OwnedDescriptor socket, int fd) throws ErrnoException {
    if (socket.isShared()) {
      return NO_WAY;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) JAVA_INT.byteSize());
      ErrnoException.check(
          "getsockopt", SysSocket.getsockopt(fd, SOL_SOCKET, SO_SNDBUF, value, length));
      int size = value.get(JAVA_INT, 0) - CHARGE;
      ErrnoException.check("ioctl", SysIoctl.ioctl(fd, TIOCOUTQ, value));
      // A quarter of the buffer may be full when the kernel says that there is room again.
      return size / 2 < LEAST ? NO_WAY : size - value.get(JAVA_INT, 0);
    }
  }
}
