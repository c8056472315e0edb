package dev.interprocess.internal.descriptor;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Many buffers as few big ones: small ones are copied together, so that a header and its body are
 * one call of the system, and a big one goes as it is.
 *
 * <p>A vector of pointers for {@code writev} would not do: heap buffers have no address, and the
 * memory of a direct one may be freed by the user while its address stands in such a vector.
 */
final class Gather {
  private static final int BIG = 32 << 10;
  private static final int TOGETHER = 64 << 10;

  private final ByteBuffer[] buffers;
  private int first;

  Gather(ByteBuffer[] buffers) {
    this.buffers = buffers;
  }

  /** What to write next, or null when all is written. */
  @Nullable ByteBuffer next() {
    while (first < buffers.length && !buffers[first].hasRemaining()) {
      first++;
    }
    if (first == buffers.length) {
      return null;
    }
    ByteBuffer next = buffers[first];
    if (first == buffers.length - 1 || next.remaining() >= BIG) {
      return next.duplicate();
    }
    int size = 0;
    for (int i = first; i < buffers.length && size < TOGETHER; i++) {
      size = Math.min(TOGETHER, size + buffers[i].remaining());
    }
    ByteBuffer together = ByteBuffer.allocate(size);
    for (int i = first; together.hasRemaining(); i++) {
      int count = Math.min(together.remaining(), buffers[i].remaining());
      together.put(buffers[i].slice(buffers[i].position(), count));
    }
    return together.flip();
  }

  /** {@code count} bytes of what {@link #next} gave were written. */
  void wrote(int count) {
    int left = count;
    for (int i = first; left > 0; i++) {
      int moved = Math.min(left, buffers[i].remaining());
      buffers[i].position(buffers[i].position() + moved);
      left -= moved;
    }
  }
}
