package dev.interprocess.internal.descriptor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Bytes that come in, where a thread waits for each read: of a pipe of Windows, of a channel. */
public interface BlockingInput {
  /**
   * Waits for at least one byte and takes as many as there is room for.
   *
   * @return -1 at the end
   */
  int read(MemorySegment target, long deadline) throws IOException;

  /** The same, and they stay to be read. */
  int peek(MemorySegment target, long deadline) throws IOException;

  /** Bytes that can be read without waiting. */
  int available() throws IOException;

  /** Reads no more: who waits is told of the end. */
  void shutdown() throws IOException;
}
