package dev.interprocess.internal.message;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.iovec;
import dev.interprocess.internal.abi.Linux.msghdr;
import dev.interprocess.internal.libc.Striped;
import dev.interprocess.internal.socket.SockaddrUn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code struct msghdr} and all that it points to, lent for one operation. The bytes are copied
 * from and to it: heap buffers have no address, and the memory of a direct one may be freed by the
 * user while its address stands in such a structure.
 */
final class MessageBlock {
  private static final Striped<MessageBlock> IDLE = new Striped<>();

  // So much is kept for the next one; more as long as there is memory enough.
  private static final int DATA = 64 << 10;

  /** Room for everything that the kernel may send along with a message, a long label included. */
  static final int WHOLE_CONTROL =
      ControlWriter.space(Outgoing.MOST_DESCRIPTORS * Integer.BYTES) + 2048;

  // Not a shared arena, whose close stops every thread of the JVM for a moment.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment header = arena.allocate(msghdr.SIZEOF, 8);
  private final MemorySegment vector = arena.allocate(iovec.SIZEOF, 8);
  private final MemorySegment control = arena.allocate(WHOLE_CONTROL, 8);
  private final MemorySegment name = SockaddrUn.allocate(arena);
  private final MemorySegment usual = arena.allocate(DATA, 64);
  private MemorySegment data = usual;
  private SoftReference<MemorySegment> large = new SoftReference<>(null);

  private MessageBlock() {
    header.set(ADDRESS, msghdr.msg_iov, vector);
    header.set(JAVA_INT, msghdr.msg_iovlen, 1);
  }

  /** A block for messages of up to {@code size} bytes. */
  static MessageBlock borrow(long size) {
    MessageBlock idle = IDLE.take();
    MessageBlock block = idle != null ? idle : new MessageBlock();
    block.data = size <= DATA ? block.usual : block.large(size);
    block.vector.set(ADDRESS, iovec.iov_base, block.data);
    block.vector.set(JAVA_LONG, iovec.iov_len, size);
    return block;
  }

  private MemorySegment large(long size) {
    MemorySegment kept = large.get();
    if (kept == null || kept.byteSize() < size) {
      kept = Arena.ofAuto().allocate(size, 64);
      large = new SoftReference<>(kept);
    }
    return kept;
  }

  void giveBack() {
    data = usual;
    IDLE.give(this);
  }

  /** How long a message may be to fit in whole. */
  long size() {
    return vector.get(JAVA_LONG, iovec.iov_len);
  }

  MemorySegment header() {
    return header;
  }

  /** Prepares to receive, with so much room for ancillary data. */
  void room(int controlSize) {
    header.set(ADDRESS, msghdr.msg_name, name);
    header.set(JAVA_INT, msghdr.msg_namelen, (int) name.byteSize());
    header.set(ADDRESS, msghdr.msg_control, controlSize == 0 ? MemorySegment.NULL : control);
    header.set(JAVA_INT, msghdr.msg_controllen, controlSize);
    header.set(JAVA_INT, msghdr.msg_flags, 0);
  }

  /** Prepares to send: what accompanies the bytes, and where to, if not to the peer. */
  void fill(Outgoing outgoing, byte @Nullable [] target) {
    int size = ControlWriter.write(outgoing, control);
    header.set(ADDRESS, msghdr.msg_control, size == 0 ? MemorySegment.NULL : control);
    header.set(JAVA_INT, msghdr.msg_controllen, size);
    header.set(JAVA_INT, msghdr.msg_flags, 0);
    int length = 0;
    if (target != null) {
      length = SockaddrUn.encode(target, name);
    }
    header.set(ADDRESS, msghdr.msg_name, length == 0 ? MemorySegment.NULL : name);
    header.set(JAVA_INT, msghdr.msg_namelen, length);
  }

  /** Copies in what remains in the buffer, whose position stays. */
  void put(ByteBuffer bytes) {
    MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, data, 0, bytes.remaining());
  }

  /** Copies out the first bytes, to the buffer's position, which stays. */
  void get(ByteBuffer target, int count) {
    MemorySegment.copy(data, 0, MemorySegment.ofBuffer(target), 0, count);
  }

  /** How many bytes of ancillary data came. */
  int controlSize() {
    return header.get(JAVA_INT, msghdr.msg_controllen);
  }

  MemorySegment control() {
    return control.asSlice(0, controlSize());
  }

  boolean isFlagged(int flag) {
    return (header.get(JAVA_INT, msghdr.msg_flags) & flag) != 0;
  }

  /** The sender's address, or null if it has none. */
  byte @Nullable [] source() {
    int length = header.get(JAVA_INT, msghdr.msg_namelen);
    byte[] source = SockaddrUn.decode(name, length);
    return source.length == 0 ? null : source;
  }
}
