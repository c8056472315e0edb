package dev.interprocess.internal.win32;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Makes the handles of the functions of Windows, as {@code libc.Downcall} does of those of C. */
final class Downcall {
  static final ValueLayout.OfInt INT = JAVA_INT;
  static final ValueLayout.OfLong LONG = JAVA_LONG;
  static final MemoryLayout POINTER = ADDRESS;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option LAST_ERROR = Linker.Option.captureCallState("GetLastError");

  private Downcall() {}

  /** A function of kernel32 that sets the last error. */
  static MethodHandle kernel32(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle("kernel32", function, FunctionDescriptor.of(result, arguments), LAST_ERROR);
  }

  /** A function of kernel32 that gives nothing and never fails. */
  static MethodHandle procedure(String function, MemoryLayout... arguments) {
    return handle("kernel32", function, FunctionDescriptor.ofVoid(arguments));
  }

  /** A pointer for the system to call {@code target} by, which must let nothing be thrown out. */
  @SuppressWarnings("restricted")
  static MemorySegment callback(MethodHandle target, FunctionDescriptor descriptor) {
    return LINKER.upcallStub(target, descriptor, Arena.global());
  }

  /** A function of advapi32 that sets the last error. */
  static MethodHandle advapi32(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle("advapi32", function, FunctionDescriptor.of(result, arguments), LAST_ERROR);
  }

  /** A function of the C runtime, whose errors are another matter. */
  static MethodHandle ucrt(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle("ucrtbase", function, FunctionDescriptor.of(result, arguments));
  }

  /** A function of ntdll, none of which sets an error. */
  static MethodHandle ntdll(String function, MemoryLayout result, MemoryLayout... arguments) {
    return handle("ntdll", function, FunctionDescriptor.of(result, arguments));
  }

  /** Whether this Windows has the function. */
  static boolean isInKernel32(String function) {
    return library("kernel32").find(function).isPresent();
  }

  /** What a handle threw: an argument that the linker refused, as closed memory. */
  static RuntimeException refused(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      default -> throw new AssertionError("a downcall throws nothing checked", thrown);
    };
  }

  /** The memory at a pointer that came from the system, which promises that it is so long. */
  @SuppressWarnings("restricted")
  static MemorySegment memory(MemorySegment pointer, long size) {
    return pointer.reinterpret(size);
  }

  /** The text at a pointer that came from the system, which promises the NUL. */
  static String wideString(MemorySegment pointer) {
    return memory(pointer, Integer.MAX_VALUE).getString(0, StandardCharsets.UTF_16LE);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String library, String function, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(library(library).findOrThrow(function), descriptor, options);
  }

  /** A library of the system, which stays loaded. */
  @SuppressWarnings("restricted")
  private static SymbolLookup library(String name) {
    return SymbolLookup.libraryLookup(name + ".dll", Arena.global());
  }
}
