package dev.interprocess.internal.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the memory of direct buffers is. Only a segment tells, and whether the compiler does
 * without the one that each call would take differs from run to run: so the addresses of buffers
 * that are used again are kept for as long as those are reachable.
 */
final class BufferAddress {
  /** Of a buffer of the heap, or one whose memory somebody may free. */
  static final long NONE = 0;

  // Of buffers whose hashes are equal up to that one is kept.
  private static final int SLOTS = 4096;
  private static final @Nullable Known[] KNOWN = new Known[SLOTS];

  // Nobody frees these but the collector, and only once they are not reachable any more.
  private static final Class<?> DIRECT = kind(MemorySegment.ofBuffer(ByteBuffer.allocateDirect(1)));
  private static final Class<?> AUTOMATIC = kind(Arena.ofAuto().allocate(1));
  private static final Class<?> GLOBAL = kind(MemorySegment.NULL);

  private BufferAddress() {}

  /** Threads pass it to each other without a lock: so what it has does not change. */
  private static final class Known extends WeakReference<ByteBuffer> {
    final long address;

    Known(ByteBuffer buffer) {
      super(buffer);
      this.address = of(MemorySegment.ofBuffer(buffer.duplicate().clear()));
    }
  }

  /**
   * The address of the first byte of the buffer's memory, or {@link #NONE}. Whoever passes it on
   * keeps the buffer reachable until the call is over.
   */
  static long of(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      return NONE;
    }
    int slot = System.identityHashCode(buffer) % SLOTS;
    Known known = KNOWN[slot];
    if (known == null || !known.refersTo(buffer)) {
      known = new Known(buffer);
      KNOWN[slot] = known;
    }
    return known.address;
  }

  /** The same of a segment, which is to be kept reachable as well. */
  static long of(MemorySegment memory) {
    Class<?> kind = kind(memory);
    boolean lasts = kind == DIRECT || kind == AUTOMATIC || kind == GLOBAL;
    return lasts && memory.isNative() ? memory.address() : NONE;
  }

  private static Class<?> kind(MemorySegment memory) {
    return memory.scope().getClass();
  }
}
