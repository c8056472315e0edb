package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.poll.Direction;

/**
 * A second open file description of a pipe's end, on which calls wait in the kernel: those of the
 * first never do, and a pipe has no flag for a single call.
 */
final class BlockingEnd {
  private BlockingEnd() {}

  /** Its number; {@link OpenDescriptor#NONE} if there is no way to it. */
  static int open(int fd, Direction direction) {
    try {
      if ((OpenFile.flags(fd) & Target.O_DIRECT) != 0) {
        return OpenDescriptor.NONE; // a pipe of packets, which would need the flag set anew
      }
      return OpenFile.reopenBlocking(fd, direction == Direction.INPUT ? O_RDONLY : O_WRONLY);
    } catch (ErrnoException e) {
      return OpenDescriptor.NONE; // made by another user, say
    }
  }
}
