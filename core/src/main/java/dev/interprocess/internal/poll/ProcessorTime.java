package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.AT_FDCWD;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * For how long the current thread has had a processor, and has waited for one: {@code schedstat} of
 * <a href="https://docs.kernel.org/scheduler/sched-stats.html">the scheduler's statistics</a>, two
 * numbers of nanoseconds and a third one. To read it allocates nothing.
 */
final class ProcessorTime {
  private static final int LONGEST = 64; // three numbers of 20 digits at most

  private final MemorySegment path = Arena.ofAuto().allocateFrom("/proc/thread-self/schedstat");
  private final MemorySegment text = Arena.ofAuto().allocate(LONGEST);
  private long length;
  private long position;
  private long used;
  private long waited;

  long used() {
    return used;
  }

  long waited() {
    return waited;
  }

  /** Reads both; false if the kernel does not tell, or no descriptor is left to ask it by. */
  boolean read() {
    int fd = Fcntl.openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) {
      return false;
    }
    length = Unistd.read(fd, text, LONGEST);
    Unistd.close(fd);
    position = 0;
    used = number();
    waited = number();
    return used >= 0 && waited >= 0;
  }

  /** The next number, up to a space or the end; -1 if there is none. */
  private long number() {
    long number = -1;
    while (position < length) {
      int digit = text.get(JAVA_BYTE, position++) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = 10 * Math.max(0, number) + digit;
    }
    return number;
  }
}
