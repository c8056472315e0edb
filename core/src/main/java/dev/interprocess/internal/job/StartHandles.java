package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.DUPLICATE_SAME_ACCESS;
import static dev.interprocess.internal.abi.Windows.HANDLE_FLAG_INHERIT;
import static dev.interprocess.internal.abi.Windows.ObjectBasicInformation;
import static dev.interprocess.internal.abi.Windows.STD_INPUT_HANDLE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_INVALID_HANDLE;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.interprocess.internal.abi.Windows.PUBLIC_OBJECT_BASIC_INFORMATION;
import dev.interprocess.internal.abi.Windows.STARTUPINFOW;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.Memory;
import dev.interprocess.internal.win32.ProcessEnv;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.internal.win32.Winternl;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The handles that this process was started with, by the numbers that its parent has told its C
 * runtime ({@link InheritedHandles#numbers}). Each is taken once.
 */
public final class StartHandles {
  private static final long THIS_PROCESS = -1;
  private static final int LAST_STANDARD = 2;
  private static final Map<Integer, Long> HANDLES = read();
  private static final Set<Integer> TAKEN = new HashSet<>(); // guarded by the class

  private StartHandles() {}

  /** What becomes of a handle that was taken; it is the caller's if that throws. */
  public interface Adoption<T, X extends Exception> {
    T of(long handle) throws X;
  }

  /**
   * Takes one: a duplicate of a standard stream, which stays, or the only one of any other.
   *
   * @throws IllegalStateException if it was taken before
   */
  public static synchronized <T, X extends Exception> T take(int number, Adoption<T, X> adoption)
      throws WindowsException, X {
    if (TAKEN.contains(number)) {
      throw new IllegalStateException("inherited handle " + number + " was taken before");
    }
    T taken = adoption.of(handle(number));
    TAKEN.add(number);
    return taken;
  }

  private static long handle(int number) throws WindowsException {
    long handle =
        number <= LAST_STANDARD
            ? ProcessEnv.getStdHandle(STD_INPUT_HANDLE - number)
            : HANDLES.getOrDefault(number, 0L);
    if (handle <= 0 || FileApi.getFileType(handle) == 0) {
      throw new WindowsException("take", ERROR_INVALID_HANDLE);
    }
    return handle;
  }

  /** One for its new owner, which children do not inherit. */
  public static long own(int number, long handle) throws WindowsException {
    if (number > LAST_STANDARD) {
      WindowsException.check(
          "take", HandleApi.setHandleInformation(handle, HANDLE_FLAG_INHERIT, 0));
      return handle;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment duplicate = arena.allocate(JAVA_LONG);
      WindowsException.check(
          "take",
          HandleApi.duplicateHandle(
              THIS_PROCESS, handle, THIS_PROCESS, duplicate, 0, 0, DUPLICATE_SAME_ACCESS));
      return duplicate.get(JAVA_LONG, 0);
    }
  }

  /** What may be done with it, of {@code FILE_…}. */
  public static int access(long handle) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment information = arena.allocate(PUBLIC_OBJECT_BASIC_INFORMATION.SIZEOF, 4);
      int status =
          Winternl.ntQueryObject(
              handle,
              ObjectBasicInformation,
              information,
              (int) information.byteSize(),
              MemorySegment.NULL);
      return status < 0
          ? 0
          : information.get(JAVA_INT, PUBLIC_OBJECT_BASIC_INFORMATION.GrantedAccess);
    }
  }

  private static Map<Integer, Long> read() {
    Map<Integer, Long> handles = new HashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(STARTUPINFOW.SIZEOF, 8);
      ProcessThreadsApi.getStartupInfo(info);
      int size = Short.toUnsignedInt(info.get(JAVA_SHORT, STARTUPINFOW.cbReserved2));
      if (size >= JAVA_INT.byteSize()) {
        read(Memory.at(info.get(ADDRESS, STARTUPINFOW.lpReserved2), size), handles);
      }
    }
    return handles;
  }

  /** Whoever has started this process may have put there what he likes. */
  private static void read(MemorySegment block, Map<Integer, Long> handles) {
    long most = (block.byteSize() - JAVA_INT.byteSize()) / (1 + JAVA_LONG.byteSize());
    int count = block.get(JAVA_INT_UNALIGNED, 0);
    if (count < 0 || count > most) {
      return;
    }
    for (int number = 0; number < count; number++) {
      if (InheritedHandles.isOpen(block.get(JAVA_BYTE, InheritedHandles.flagsAt(number)))) {
        handles.put(
            number, block.get(JAVA_LONG_UNALIGNED, InheritedHandles.handleAt(number, count)));
      }
    }
  }
}
