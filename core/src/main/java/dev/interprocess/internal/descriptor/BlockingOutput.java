package dev.interprocess.internal.descriptor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes that go out, where a thread waits for each write. */
public interface BlockingOutput {
  /** Waits for the turn of this thread: what it writes until {@link #exit} stays together. */
  void enter(long deadline) throws IOException;

  void exit();

  /**
   * Writes all of the bytes.
   *
   * @param position is moved over what was written, also when it throws
   */
  void write(MemorySegment bytes, @Nullable ByteBuffer position, long deadline) throws IOException;

  /** Says that no more will come, and ends the write that waits; does not wait itself. */
  void shutdown() throws IOException;
}
