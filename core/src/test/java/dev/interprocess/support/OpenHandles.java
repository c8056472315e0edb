package dev.interprocess.support;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The open handles of this process of Windows, as the system tells them. */
public final class OpenHandles {
  private static final int OBJECT_TYPE_INFORMATION = 2;
  private static final long LAST = 1 << 16;
  private static final long STEP = 4;

  /** What the library opens; of others, as those of threads, the JVM has some at its own times. */
  private static final Set<String> KINDS = Set.of("File", "Process", "Job");

  private static final long SETTLING = 50_000_000; // nanoseconds
  private static final int PATIENCE = 100;

  private OpenHandles() {}

  /** How many there are of each kind that a test can leak. */
  @SuppressWarnings("restricted") // no function of the library
  public static SortedMap<String, Integer> count() {
    MethodHandle query =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup("ntdll.dll", Arena.global())
                    .findOrThrow("NtQueryObject"),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    SortedMap<String, Integer> counts = new TreeMap<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment type = arena.allocate(1024, 8);
      for (long handle = STEP; handle < LAST; handle += STEP) {
        int status =
            (int)
                query.invokeExact(
                    handle,
                    OBJECT_TYPE_INFORMATION,
                    type,
                    (int) type.byteSize(),
                    MemorySegment.NULL);
        if (status == 0) {
          counts.merge(name(type), 1, Integer::sum);
        }
      }
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
    counts.keySet().retainAll(KINDS);
    assertThat(counts).containsKey("File");
    return counts;
  }

  /**
   * As many as there were; some are closed a little later, by the thread that is told of an end.
   */
  public static void assertAreAgain(Map<String, Integer> before) {
    for (int i = 0; i < PATIENCE && !count().equals(before); i++) {
      LockSupport.parkNanos(SETTLING);
    }
    assertThat(count()).isEqualTo(before);
  }

  /** The name stands first, as a UNICODE_STRING: its length in bytes, and a pointer. */
  @SuppressWarnings("restricted")
  private static String name(MemorySegment type) {
    int length = type.get(JAVA_SHORT, 0);
    MemorySegment characters = type.get(ADDRESS, 8).reinterpret(length);
    return new String(characters.toArray(ValueLayout.JAVA_BYTE), UTF_16LE);
  }
}
