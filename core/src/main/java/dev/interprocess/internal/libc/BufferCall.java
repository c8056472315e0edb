package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.LONG;
import static dev.interprocess.internal.libc.Downcall.POINTER;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call that moves bytes between a descriptor and memory of the user's: {@code read}, {@code
 * recv}, {@code write} or {@code send}. How the memory is passed depends on who may free or move
 * it.
 *
 * <ul>
 *   <li>Direct buffers: by their address, as nobody does while they are reachable.
 *   <li>Memory of an arena that can be closed: by a segment, with which the linker keeps it open.
 *   <li>A few bytes of the heap: by a copy.
 *   <li>Many bytes of the heap: as they are, while the collector is held up. Such a call must not
 *       wait.
 * </ul>
 */
abstract class BufferCall {
  private final BySegment bySegment;
  private final boolean fills;

  /**
   * @param fills whether it puts bytes into the memory, and does not take them out
   */
  BufferCall(String function, boolean fills) {
    this.bySegment = new BySegment(function);
    this.fills = fills;
  }

  /** Calls it with an address, as {@link Words} tells. */
  abstract long call(MemorySegment errno, long fd, long address, long count, long flags)
      throws Throwable;

  /** Whether a call with that buffer may wait. */
  static boolean mayWait(ByteBuffer buffer) {
    return buffer.isDirect() || Scratch.holds(buffer.remaining());
  }

  /** With memory that came as a segment, of whatever kind. */
  final long call(int fd, MemorySegment memory, int flags) {
    long address = BufferAddress.of(memory);
    return address == BufferAddress.NONE
        ? bySegment.call(fd, memory, flags)
        : call(fd, memory, address, memory.byteSize(), flags);
  }

  /** With what is left of the buffer, whose position stays. */
  final long call(int fd, ByteBuffer buffer, int flags) {
    int position = buffer.position();
    int count = count(buffer, position);
    if (buffer.isDirect() || !Scratch.holds(count)) {
      return call(fd, buffer, position, count, flags);
    }
    Scratch scratch = Scratch.take();
    try {
      if (!fills) {
        scratch.bytes.put(0, buffer, position, count);
      }
      long moved = call(fd, scratch, scratch.address, count, flags);
      if (fills && moved > 0) { // a datagram may have been longer
        buffer.put(position, scratch.bytes, 0, (int) Math.min(moved, count));
      }
      return moved;
    } finally {
      scratch.give();
    }
  }

  /**
   * What is left, of a position that was read once: should another thread move it meanwhile, the
   * call is still within the buffer.
   */
  private static int count(ByteBuffer buffer, int position) {
    return Math.max(0, buffer.limit() - position);
  }

  private long call(int fd, ByteBuffer buffer, int position, int count, int flags) {
    long address = BufferAddress.of(buffer);
    return address == BufferAddress.NONE
        ? bySegment.call(fd, MemorySegment.ofBuffer(buffer), flags)
        : call(fd, buffer, address + position, count, flags);
  }

  private long call(int fd, Object owner, long address, long count, int flags) {
    MemorySegment errno = Errno.take();
    try {
      return Errno.give(errno, call(errno, fd, address, count, flags));
    } catch (Throwable t) {
      throw Downcall.refused(t);
    } finally {
      Reference.reachabilityFence(owner);
    }
  }

  /** Apart, as few programs need it: their start pays for each way. */
  static final class BySegment {
    private final String function;
    private volatile @Nullable MethodHandle offHeap;
    private volatile @Nullable MethodHandle heap;

    BySegment(String function) {
      this.function = function;
    }

    long call(int fd, MemorySegment memory, int flags) {
      MethodHandle handle = memory.isNative() ? offHeap() : heap();
      MemorySegment errno = Errno.take();
      long result;
      try {
        result = (long) handle.invokeExact(errno, fd, memory, memory.byteSize(), flags);
      } catch (Throwable t) {
        throw Downcall.refused(t);
      }
      return Errno.give(errno, result);
    }

    private static FunctionDescriptor signature() {
      return FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT);
    }

    private MethodHandle offHeap() {
      MethodHandle handle = offHeap;
      if (handle == null) {
        handle = Downcall.blocking(function, signature());
        offHeap = handle;
      }
      return handle;
    }

    private MethodHandle heap() {
      MethodHandle handle = heap;
      if (handle == null) {
        handle = Downcall.immediate(function, signature());
        heap = handle;
      }
      return handle;
    }
  }
}
