package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls of functions that take a few words: ints, longs, and pointers to memory of our own. They
 * may wait in the kernel.
 *
 * <p>The linker takes milliseconds of a program's start for each signature, so these share one: six
 * longs and a long. The calling conventions of Linux, on x86-64 as on AArch64, pass the first six
 * words in registers, and a function looks at as many registers, and as much of each, as it has
 * declared. What points to a user's memory is not called like that, as only the linker keeps others
 * from freeing that meanwhile.
 *
 * <p>Who moves bytes or waits for them calls the handle itself, where it is a constant: as soon as
 * the compiler can't see which function it is, each call allocates 40 bytes.
 */
final class Words {
  private static final FunctionDescriptor SIX =
      FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG);

  private Words() {}

  static MethodHandle function(String name) {
    return Downcall.blocking(name, SIX);
  }

  /**
   * The address of memory outside of the heap. Whoever passes it on keeps the segment reachable
   * until the call is over.
   */
  static long of(MemorySegment memory) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("memory of the heap has no address");
    }
    return memory.address();
  }

  static int callInt(MethodHandle function) {
    return callInt(function, 0);
  }

  static int callInt(MethodHandle function, long a) {
    return callInt(function, a, 0);
  }

  static int callInt(MethodHandle function, long a, long b) {
    return callInt(function, a, b, 0);
  }

  static int callInt(MethodHandle function, long a, long b, long c) {
    return callInt(function, a, b, c, 0);
  }

  static int callInt(MethodHandle function, long a, long b, long c, long d) {
    return callInt(function, a, b, c, d, 0);
  }

  /** The function's result, or the negative error number. */
  static int callInt(MethodHandle function, long a, long b, long c, long d, long e) {
    MemorySegment errno = Errno.take();
    return Errno.give(errno, (int) call(errno, function, a, b, c, d, e, 0));
  }

  static long call(MethodHandle function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  static long call(MethodHandle function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0);
  }

  /** The same for one whose result is a long. */
  static long call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = Errno.take();
    return Errno.give(errno, call(errno, function, a, b, c, d, e, f));
  }

  private static long call(
      MemorySegment errno, MethodHandle function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) function.invokeExact(errno, a, b, c, d, e, f);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
