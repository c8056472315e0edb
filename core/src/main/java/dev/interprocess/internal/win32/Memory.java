package dev.interprocess.internal.win32;

import java.lang.foreign.MemorySegment;

/** Memory that the system has made and given a pointer to. */
public final class Memory {
  private Memory() {}

  /** So many bytes at the pointer. */
  public static MemorySegment at(MemorySegment pointer, long size) {
    return Downcall.memory(pointer, size);
  }

  /** The text at the pointer, which is freed by LocalFree. */
  public static String takeString(MemorySegment pointer) {
    try {
      return Downcall.wideString(pointer);
    } finally {
      WinBase.localFree(pointer);
    }
  }
}
