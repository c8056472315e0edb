package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.DUPLICATE_SAME_ACCESS;
import static dev.interprocess.internal.abi.Windows.STD_INPUT_HANDLE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_INVALID_HANDLE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_INVALID_PARAMETER;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.ProcessEnv;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a child inherits: duplicates of handles, which alone can be inherited and are there only
 * while it is started, so that hardly any other child can get them. (One that another part of this
 * process starts in that moment without a list of its own, as the JDK does, would.)
 */
final class InheritedHandles implements AutoCloseable {
  private static final long THIS_PROCESS = -1;
  private static final long NONE = -1;
  private static final byte FOPEN = 0x01;
  private static final byte FPIPE = 0x08;
  private static final int FIRST_WITHOUT_A_PLACE = 3; // of its own, as a standard stream

  /** As many descriptors C runtimes have, at least. */
  private static final int MOST = 2048;

  private final SortedMap<Integer, Long> duplicates = new TreeMap<>();

  static InheritedHandles of(SortedMap<Integer, Long> handles, Arena arena)
      throws WindowsException {
    if (!handles.isEmpty() && handles.lastKey() >= MOST) {
      throw new WindowsException("start", ERROR_INVALID_PARAMETER);
    }
    InheritedHandles inherited = new InheritedHandles();
    boolean complete = false;
    try {
      for (Map.Entry<Integer, Long> handle : handles.entrySet()) {
        inherited.add(handle.getKey(), handle.getValue(), arena);
      }
      complete = true;
      return inherited;
    } finally {
      if (!complete) {
        inherited.close();
      }
    }
  }

  private void add(int number, long handle, Arena arena) throws WindowsException {
    // Nothing may be asked of it: that waits while another thread reads it.
    long source =
        handle == Launch.INHERITED ? ProcessEnv.getStdHandle(STD_INPUT_HANDLE - number) : handle;
    if (source <= 0) {
      return; // this process has none
    }
    MemorySegment duplicate = arena.allocate(JAVA_LONG);
    int error =
        HandleApi.duplicateHandle(
            THIS_PROCESS,
            source,
            THIS_PROCESS,
            duplicate,
            0,
            /* inherit= */ 1,
            DUPLICATE_SAME_ACCESS);
    if (error == ERROR_INVALID_HANDLE && handle == Launch.INHERITED) {
      return; // what it was started with is closed
    }
    WindowsException.check("start", error);
    duplicates.put(number, duplicate.get(JAVA_LONG, 0));
  }

  /** That of a standard stream, or 0. */
  long standard(int number) {
    return duplicates.getOrDefault(number, 0L);
  }

  int count() {
    return duplicates.size();
  }

  /** All of them, for {@code PROC_THREAD_ATTRIBUTE_HANDLE_LIST}. */
  MemorySegment list(Arena arena) {
    return arena.allocateFrom(
        JAVA_LONG, duplicates.values().stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * The handles by their numbers, as C runtimes tell each other in {@code lpReserved2}: the count,
   * a byte of flags for each number, and the handles. Nothing if all are standard streams, which
   * have their own places, and are left out here.
   */
  MemorySegment numbers(Arena arena) {
    SortedMap<Integer, Long> others = duplicates.tailMap(FIRST_WITHOUT_A_PLACE);
    int count = others.isEmpty() ? 0 : others.lastKey() + 1;
    if (count == 0) {
      return MemorySegment.NULL;
    }
    MemorySegment block = arena.allocate(JAVA_INT.byteSize() + count * (1 + JAVA_LONG.byteSize()));
    block.set(JAVA_INT, 0, count);
    for (int number = 0; number < count; number++) {
      Long handle = others.get(number);
      block.set(JAVA_BYTE, flagsAt(number), handle == null ? 0 : (byte) (FOPEN | FPIPE));
      block.set(JAVA_LONG_UNALIGNED, handleAt(number, count), handle == null ? NONE : handle);
    }
    return block;
  }

  static long flagsAt(int number) {
    return JAVA_INT.byteSize() + number;
  }

  static long handleAt(int number, int count) {
    return JAVA_INT.byteSize() + count + number * JAVA_LONG.byteSize();
  }

  static boolean isOpen(byte flags) {
    return (flags & FOPEN) != 0;
  }

  @Override
  public void close() {
    duplicates.values().forEach(HandleApi::closeHandle);
  }
}
