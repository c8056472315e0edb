package dev.interprocess.internal.message;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.iovec;
import dev.interprocess.internal.abi.Linux.mmsghdr;
import dev.interprocess.internal.abi.Linux.msghdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** An array of {@code struct mmsghdr}, each with room for as many bytes as remain in a buffer. */
final class MessageSlots {
  private final ByteBuffer[] buffers;
  private final MemorySegment headers;
  private final MemorySegment[] data;

  MessageSlots(Arena arena, ByteBuffer[] buffers) {
    this.buffers = buffers;
    this.headers = arena.allocate((long) buffers.length * mmsghdr.SIZEOF, 8);
    this.data = new MemorySegment[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      data[i] = arena.allocate(buffers[i].remaining(), 1);
      MemorySegment vector = arena.allocate(iovec.SIZEOF, 8);
      vector.set(ADDRESS, iovec.iov_base, data[i]);
      vector.set(JAVA_LONG, iovec.iov_len, buffers[i].remaining());
      header(i).set(ADDRESS, msghdr.msg_iov, vector);
      header(i).set(JAVA_INT, msghdr.msg_iovlen, 1);
    }
  }

  MemorySegment headers() {
    return headers;
  }

  private MemorySegment header(int i) {
    return headers.asSlice((long) i * mmsghdr.SIZEOF, mmsghdr.SIZEOF);
  }

  /** Copies in what remains in the buffers, whose positions stay. */
  void fill() {
    for (int i = 0; i < data.length; i++) {
      data[i].copyFrom(MemorySegment.ofBuffer(buffers[i]));
    }
  }

  /** The whole length of a message that came, which may be more than there was room for. */
  int length(int i) {
    return header(i).get(JAVA_INT, mmsghdr.msg_len);
  }

  /** Copies what came, as much as fitted, into the buffer, and moves its position. */
  void empty(int i) {
    int count = Math.min(length(i), buffers[i].remaining());
    MemorySegment.copy(data[i], 0, MemorySegment.ofBuffer(buffers[i]), 0, count);
    buffers[i].position(buffers[i].position() + count);
  }
}
