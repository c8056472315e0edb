package dev.interprocess.internal.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.LinuxErrno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** The error number of the last call: where the linker stores it, its name and its text. */
public final class Errno {
  private static final Striped<MemorySegment> SEGMENTS = new Striped<>();

  // Two calls of two threads must not write to one cache line.
  private static final long CACHE_LINE = 64;

  private Errno() {}

  /** A segment for one call; give it back afterwards. */
  static MemorySegment take() {
    MemorySegment segment = SEGMENTS.take();
    return segment != null ? segment : Arena.ofAuto().allocate(CACHE_LINE, CACHE_LINE);
  }

  /** Gives the segment back and returns the function's result, or the negative error number. */
  static long give(MemorySegment segment, long result) {
    long value = value(segment, result);
    SEGMENTS.give(segment);
    return value;
  }

  static int give(MemorySegment segment, int result) {
    return (int) give(segment, (long) result);
  }

  private static long value(MemorySegment segment, long result) {
    return result == -1 ? -segment.get(JAVA_INT, 0) : result;
  }

  /** The function's result, or the negative error number. */
  static int value(MemorySegment segment, int result) {
    return (int) value(segment, (long) result);
  }

  /** The macro's name, as {@code ENOENT}. */
  public static String name(int number) {
    return Names.BY_NUMBER.getOrDefault(number, "errno " + number);
  }

  /** The system's own text, as {@code No such file or directory}. */
  public static String text(int number) {
    return StringH.strerror(number);
  }

  private static final class Names {
    static final Map<Integer, String> BY_NUMBER = new HashMap<>();

    static {
      for (Field field : LinuxErrno.class.getFields()) {
        try {
          BY_NUMBER.put(field.getInt(null), field.getName());
        } catch (IllegalAccessException e) {
          throw new AssertionError("a field of an interface is public", e);
        }
      }
    }
  }
}
