package dev.interprocess.internal.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Makes the handles of C functions: the only class that knows the linker, and the only one that
 * calls what {@code --enable-native-access=dev.interprocess} permits.
 */
final class Downcall {
  static final ValueLayout.OfInt INT = JAVA_INT;
  static final ValueLayout.OfLong LONG = JAVA_LONG;
  static final ValueLayout.OfShort SHORT = JAVA_SHORT;
  static final MemoryLayout POINTER = ADDRESS;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private Downcall() {}

  /** A function that may wait in the kernel, or for a disk. */
  static MethodHandle blocking(String function, MemoryLayout result, MemoryLayout... arguments) {
    return blocking(function, FunctionDescriptor.of(result, arguments));
  }

  static MethodHandle blocking(String function, FunctionDescriptor signature) {
    return handle(function, signature, ERRNO);
  }

  /**
   * A function that never waits, as called here. It runs without a change of the thread's state,
   * which holds up the garbage collector for as long as it takes, and takes heap memory as it is.
   */
  static MethodHandle immediate(String function, FunctionDescriptor signature) {
    return handle(function, signature, ERRNO, Linker.Option.critical(/* allowHeapAccess= */ true));
  }

  /** The same without heap memory, of which nobody asks for the error number. */
  static MethodHandle leaf(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle(
        function,
        FunctionDescriptor.of(result, arguments),
        Linker.Option.critical(/* allowHeapAccess= */ false));
  }

  /** A variadic function, the arguments from {@code firstVariadic} on being the variable ones. */
  static MethodHandle variadic(
      int firstVariadic, String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle(
        function,
        FunctionDescriptor.of(result, arguments),
        ERRNO,
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** A function that sets no error number. */
  static MethodHandle plain(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle(function, FunctionDescriptor.of(result, arguments));
  }

  /** A function that gives nothing. */
  static MethodHandle procedure(String function, MemoryLayout... arguments) {
    return handle(function, FunctionDescriptor.ofVoid(arguments));
  }

  /** What a handle threw: an argument that the linker refused, as closed memory. */
  static RuntimeException refused(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      default -> throw new AssertionError("a downcall throws nothing checked", thrown);
    };
  }

  /** The string at a pointer that came from C, which has no size: the library promises the NUL. */
  @SuppressWarnings("restricted")
  static String string(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** The memory at a pointer that came from C, which has no size: the caller knows it. */
  @SuppressWarnings("restricted")
  static MemorySegment sized(MemorySegment pointer, long size) {
    return pointer.reinterpret(size);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String function, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), descriptor, options);
  }
}
