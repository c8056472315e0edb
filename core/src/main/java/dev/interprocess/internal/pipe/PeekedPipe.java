package dev.interprocess.internal.pipe;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What there is to read in a pipe.
 *
 * @param available all bytes
 * @param leftOfMessage those of the first message
 */
record PeekedPipe(int available, int leftOfMessage) {
  static PeekedPipe of(OwnedHandle pipe, Arena arena) throws IOException {
    MemorySegment available = arena.allocate(JAVA_INT);
    MemorySegment left = arena.allocate(JAVA_INT);
    long handle = pipe.acquire();
    try {
      WindowsException.check(
          "PeekNamedPipe",
          NamedPipeApi.peekNamedPipe(
              handle, MemorySegment.NULL, 0, MemorySegment.NULL, available, left));
      return new PeekedPipe(available.get(JAVA_INT, 0), left.get(JAVA_INT, 0));
    } finally {
      pipe.release();
    }
  }
}
