package dev.interprocess.internal.win32;

import static dev.interprocess.internal.abi.Windows.FORMAT_MESSAGE_FROM_SYSTEM;
import static dev.interprocess.internal.abi.Windows.FORMAT_MESSAGE_IGNORE_INSERTS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.WindowsError;
import dev.interprocess.internal.libc.Striped;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The error number of the last call: where the linker stores it, its name and its text. */
public final class LastError {
  private static final Striped<MemorySegment> SEGMENTS = new Striped<>();
  private static final long OFFSET =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("GetLastError"));

  // Two calls of two threads must not write to one cache line.
  private static final long CACHE_LINE = 64;

  private LastError() {}

  /** A segment for one call; give it back afterwards. */
  static MemorySegment take() {
    MemorySegment segment = SEGMENTS.take();
    return segment != null ? segment : Arena.ofAuto().allocate(CACHE_LINE, CACHE_LINE);
  }

  /** Gives the segment back and returns 0 if {@code BOOL} is true, or the error number. */
  static int ofBool(MemorySegment segment, int bool) {
    return (int) -value(segment, 0, bool == 0);
  }

  /** Gives the segment back and returns the handle, or the negative error number. */
  static long ofHandle(MemorySegment segment, long handle) {
    // INVALID_HANDLE_VALUE, or NULL where a function has that.
    return value(segment, handle, handle == -1 || handle == 0);
  }

  private static long value(MemorySegment segment, long result, boolean failed) {
    long value = failed ? -segment.get(JAVA_INT, OFFSET) : result;
    SEGMENTS.give(segment);
    return value;
  }

  /** The macro's name, as {@code ERROR_PIPE_BUSY}. */
  public static String name(int number) {
    return Names.BY_NUMBER.getOrDefault(number, "error " + number);
  }

  /** The system's own text, as {@code All pipe instances are busy}. */
  public static String text(int number) {
    try (Arena arena = Arena.ofConfined()) {
      int most = 1024;
      MemorySegment text = arena.allocate(2L * most, 2);
      int length =
          WinBase.formatMessage(
              FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
              MemorySegment.NULL,
              number,
              0,
              text,
              most,
              MemorySegment.NULL);
      if (length == 0) {
        return "unknown error";
      }
      // It ends with a full stop and a new line.
      return text.getString(0, StandardCharsets.UTF_16LE).strip().replaceFirst("\\.$", "");
    }
  }

  private static final class Names {
    static final Map<Integer, String> BY_NUMBER = new HashMap<>();

    static {
      for (Field field : WindowsError.class.getFields()) {
        try {
          BY_NUMBER.put(field.getInt(null), field.getName());
        } catch (IllegalAccessException e) {
          throw new AssertionError("a field of an interface is public", e);
        }
      }
    }
  }
}
