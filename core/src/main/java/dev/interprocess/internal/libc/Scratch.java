package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory outside of the heap, lent for one call that moves a few bytes of the heap: to copy those
 * costs less than the call. That may wait, and the collector need not.
 */
final class Scratch {
  private static final int SIZE = 4 << 10;
  private static final Striped<Scratch> IDLE = new Striped<>();

  final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
  final long address = MemorySegment.ofBuffer(bytes).address();

  private Scratch() {}

  static boolean holds(int count) {
    return count <= SIZE;
  }

  static Scratch take() {
    Scratch idle = IDLE.take();
    return idle != null ? idle : new Scratch();
  }

  void give() {
    IDLE.give(this);
  }
}
