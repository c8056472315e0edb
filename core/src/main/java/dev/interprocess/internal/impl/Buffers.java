package dev.interprocess.internal.impl;

import java.nio.ByteBuffer;

/** The buffers that users give. */
public final class Buffers {
  private Buffers() {}

  /** Throws if nothing can be put into it. */
  public static ByteBuffer writable(ByteBuffer buffer) {
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("read-only buffer");
    }
    return buffer;
  }
}
