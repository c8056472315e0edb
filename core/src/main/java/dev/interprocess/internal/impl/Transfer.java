package dev.interprocess.internal.impl;

import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.util.Objects;

/** What {@code transferTo} and {@code transferFrom} have in common. */
final class Transfer {
  private static final int BUFFER = 128 << 10;

  private Transfer() {}

  static void check(Channel other, long count) {
    Objects.requireNonNull(other);
    if (count < 0) {
      throw new IllegalArgumentException("negative count: " + count);
    }
    if (other instanceof SelectableChannel selectable && !selectable.isBlocking()) {
      throw new IllegalBlockingModeException();
    }
  }

  /** Off the heap, as the JDK's channels copy from there to here otherwise. */
  static ByteBuffer buffer(long count) {
    return ByteBuffer.allocateDirect((int) Math.min(BUFFER, count));
  }
}
