package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where the handler writes what it is told. It is never closed: a thread may be on its way to write
 * as long as the JVM lives.
 */
record SignalPipe(int readEnd, int writeEnd) {
  static SignalPipe open() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      ErrnoException.check("pipe", Unistd.pipe2(ends, O_CLOEXEC | O_NONBLOCK));
      return new SignalPipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
    }
  }
}
