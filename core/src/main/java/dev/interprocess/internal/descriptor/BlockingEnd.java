package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.F_GETFL;
import static dev.interprocess.internal.abi.Linux.F_SETFL;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;

import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/**
 * A second open file description of a pipe's end, on which calls wait in the kernel: those of the
 * first never do, and a pipe has no flag for a single call.
 */
final class BlockingEnd {
  private BlockingEnd() {}

  /** Its number; {@link OpenDescriptor#NONE} if there is no way to it. */
  static int open(int fd, Direction direction) {
    int status = Fcntl.fcntl(fd, F_GETFL, 0);
    if (status < 0 || (status & Target.O_DIRECT) != 0) {
      return OpenDescriptor.NONE; // a pipe of packets, which would need the flag set anew
    }
    int access = direction == Direction.INPUT ? O_RDONLY : O_WRONLY;
    int end;
    try (Arena arena = Arena.ofConfined()) {
      byte[] name = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
      // To open a FIFO waits for the other end, which may just have gone.
      int flags = access | O_CLOEXEC | O_NONBLOCK;
      end = Fcntl.openat(AT_FDCWD, CString.allocate(arena, name), flags, 0);
    }
    if (end < 0) {
      return OpenDescriptor.NONE; // made by another user, say
    }
    if (Fcntl.fcntl(end, F_SETFL, 0) < 0) {
      Unistd.close(end);
      return OpenDescriptor.NONE;
    }
    return end;
  }
}
