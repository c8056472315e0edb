package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.SPLICE_F_MOVE;
import static dev.interprocess.internal.abi.Linux.SPLICE_F_NONBLOCK;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static java.lang.foreign.MemorySegment.NULL;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.SysSendfile;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Moves bytes from one descriptor to another inside the kernel, where that is the faster way (see
 * benchmarks/DECISIONS.md). A byte is either still in the source or already in the target, however
 * a wait ends.
 */
public final class KernelCopy {
  /** Instead of a count: the bytes have to be moved by reading and writing. */
  public static final long NO_WAY = Long.MIN_VALUE;

  private static final String WRITE = "write";
  private static final String SPLICE = "splice";
  private static final long MOST = 1 << 20;

  private KernelCopy() {}

  /**
   * Moves some of what comes through {@code from}, at least one byte, where one of the two is a
   * pipe; 0 is the end. The output's turn is not held while there is nothing to move.
   *
   * @return {@link #NO_WAY} if that could wait in the kernel
   */
  public static long splice(
      ByteInput from, ByteOutput to, long most, long inDeadline, long outDeadline)
      throws IOException {
    int in = from.enter(inDeadline, "read");
    try {
      boolean writersLeft = !from.isFifo();
      while (true) {
        long count = spliceOrWaitForRoom(from, in, to, Math.min(MOST, most), outDeadline);
        if (count > 0 || count == NO_WAY || (count == 0 && writersLeft)) {
          return count;
        }
        if (count == 0 && from.haveWritersLeft()) {
          writersLeft = true; // see there: once more
        } else {
          from.await(inDeadline, "read");
        }
      }
    } finally {
      from.exit();
    }
  }

  /**
   * The same between two sockets, through a pipe of our own, which is empty before. What went into
   * it is lost if it can't go out again.
   */
  public static long splice(
      ByteInput from,
      SplicePipe between,
      ByteOutput to,
      long most,
      long inDeadline,
      long outDeadline)
      throws IOException {
    long count = splice(from, between.output, most, inDeadline, Deadline.NONE);
    for (long left = count; left > 0; ) {
      long rest = left;
      long moved =
          moveOut(
              between.input.descriptor(),
              to,
              outDeadline,
              SPLICE,
              (in, out) -> Fcntl.splice(in, NULL, out, NULL, rest, SPLICE_F_MOVE));
      if (moved == NO_WAY) { // somebody has just got a descriptor of it
        ByteBuffer bytes = ByteBuffer.allocate((int) left);
        moved = between.input.read(bytes, Deadline.NONE);
        to.write(bytes.limit((int) moved), outDeadline);
      }
      left -= moved;
    }
    return count;
  }

  /** The count, or {@code -EAGAIN} if it is the input that there is nothing of. */
  private static long spliceOrWaitForRoom(
      ByteInput from, int in, ByteOutput to, long most, long deadline) throws IOException {
    int out = to.enter(deadline, WRITE);
    try {
      boolean hadRoom = false;
      while (true) {
        long count =
            unlessItWaits(
                to,
                () -> Fcntl.splice(in, NULL, out, NULL, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK));
        if (count >= 0 || count == NO_WAY) {
          return count;
        }
        if (count == -EAGAIN) {
          // Input that came since the call must not be taken for a full output: of one that
          // has room nothing would ever be reported.
          if (!from.descriptor().isReadable()) {
            return count;
          }
          boolean hasRoom = to.descriptor().isWritable();
          if (!hasRoom) {
            to.await(deadline, WRITE);
          } else if (hadRoom) {
            return count; // input, but not of the bytes that are next: an urgent one alone, say
          }
          hadRoom = hasRoom;
        } else if (count != -EINTR) {
          throw new ErrnoException(SPLICE, (int) -count);
        }
      }
    } finally {
      to.exit();
    }
  }

  /**
   * Moves some bytes of a file, from its position on, which moves by as much; 0 is its end.
   *
   * @return {@link #NO_WAY} if that could wait in the kernel, where nothing would end it
   */
  public static long sendfile(OwnedDescriptor file, ByteOutput to, long most, long deadline)
      throws IOException {
    return moveOut(
        file,
        to,
        deadline,
        "sendfile",
        (in, out) -> SysSendfile.sendfile(out, in, NULL, Math.min(MOST, most)));
  }

  /** A call that takes what is there, and only waits for room. */
  private interface Move {
    long call(int in, int out);
  }

  private static long moveOut(
      OwnedDescriptor from, ByteOutput to, long deadline, String operation, Move move)
      throws IOException {
    int out = to.enter(deadline, WRITE);
    try {
      int in = from.acquire();
      try {
        BlockingCalls blocking = to.blocking(/* mayWait= */ true, deadline);
        while (true) {
          long count =
              blocking != null && blocking.begin(to.isSocket(), WRITE)
                  ? moveBlocking(in, blocking, operation, move)
                  : unlessItWaits(to, () -> move.call(in, out));
          if (count >= 0 || count == NO_WAY) {
            return count;
          }
          if (count == -EAGAIN) {
            to.await(deadline, WRITE);
          } else if (count != -EINTR) {
            throw new ErrnoException(operation, (int) -count);
          }
        }
      } finally {
        from.release();
      }
    } finally {
      to.exit();
    }
  }

  /** Waits for room inside the call; {@code -EINTR} if it is to be looked what ended it early. */
  private static long moveBlocking(int in, BlockingCalls begun, String operation, Move move)
      throws ErrnoException {
    long result = 0;
    try {
      result = move.call(in, begun.fd());
    } finally {
      result = begun.end(result, operation);
    }
    return result == Lane.WOULD_BLOCK ? -EINTR : result;
  }

  /** Into a socket neither call knows {@code MSG_DONTWAIT}. */
  private static long unlessItWaits(ByteOutput to, LongSupplier call) {
    return to.isSocket() ? to.descriptor().unlessShared(call) : call.getAsLong();
  }
}
