package dev.interprocess.internal.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Strings as C has them: bytes up to a NUL. */
public final class CString {
  private CString() {}

  /** A copy of {@code bytes} with the NUL behind it. */
  public static MemorySegment allocate(Arena arena, byte[] bytes) {
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
    return string;
  }

  /** What the pointer at {@code offset} of {@code struct} points to. */
  public static String at(MemorySegment struct, long offset) {
    return Downcall.string(struct.get(ADDRESS, offset));
  }
}
