package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;

import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The bytes that go out through a descriptor, all of them: try the call; if it would block, wait;
 * try again with the rest.
 */
public final class ByteOutput extends Lane {
  private static final String OPERATION = "write";

  private final ByteCalls calls;

  public ByteOutput(OwnedDescriptor descriptor, ByteCalls calls) {
    super(descriptor, Direction.OUTPUT);
    this.calls = calls;
  }

  public boolean isSocket() {
    return calls == ByteCalls.SOCKET;
  }

  /** Moves the buffer's position over what was written, also when it throws. */
  public void write(ByteBuffer buffer, long deadline) throws IOException {
    int fd = enter(deadline, OPERATION);
    try {
      writeAll(fd, buffer, deadline);
    } finally {
      exit();
    }
  }

  public void write(MemorySegment memory, long deadline) throws IOException {
    int fd = enter(deadline, OPERATION);
    try {
      writeAll(fd, memory, memory.isNative(), deadline);
    } finally {
      exit();
    }
  }

  /** Writes one buffer after the other, small ones together, and moves their positions. */
  public void write(ByteBuffer[] buffers, long deadline) throws IOException {
    int fd = enter(deadline, OPERATION);
    long done = 0;
    try {
      Gather gather = new Gather(buffers);
      for (ByteBuffer next = gather.next(); next != null; next = gather.next()) {
        int before = next.position();
        try {
          writeAll(fd, next, deadline);
        } finally {
          gather.wrote(next.position() - before);
        }
        done += next.position() - before;
      }
    } catch (InterruptedIOException e) {
      e.bytesTransferred = saturated(done + e.bytesTransferred);
      throw e;
    } finally {
      exit();
    }
  }

  private void writeAll(int fd, ByteBuffer buffer, long deadline) throws IOException {
    writeAll(fd, buffer, Unistd.mayWait(buffer), deadline);
  }

  /** Of a buffer or a segment, for which neither is made of the other: nothing is allocated. */
  private void writeAll(int fd, Object memory, boolean mayWait, long deadline) throws IOException {
    BlockingCalls blocking = blocking(mayWait, deadline);
    boolean tried = blocking == null || !blocking.areNext();
    long done = tried ? tryWrite(fd, memory, 0) : 0;
    try {
      while (isLeft(memory, done)) {
        if (blocking != null && blocking.begin(isSocket(), OPERATION)) {
          done += writeBlocking(blocking, memory, done);
          tried = false;
        } else {
          awaitIf(tried, deadline, OPERATION);
          done += tryWrite(fd, memory, done);
          tried = true;
        }
      }
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = saturated(done);
      throw e;
    }
  }

  /** Writes what there is room for, and moves the buffer's position. */
  public void tryWrite(int fd, ByteBuffer buffer) throws IOException {
    tryWrite(fd, buffer, 0);
  }

  /**
   * Writes what there is room for, in one call: where that was not all, there is no room for the
   * rest, and another call would be in vain.
   */
  private long tryWrite(int fd, Object memory, long done) throws IOException {
    while (isLeft(memory, done)) {
      long count = call(fd, memory, done, MSG_DONTWAIT);
      if (count >= 0) {
        return count;
      }
      if (Lane.wouldBlock((int) -count, OPERATION)) {
        break;
      }
    }
    return 0;
  }

  /** Waits until all is written, or it is to be looked what has happened. */
  private long writeBlocking(BlockingCalls blocking, Object memory, long done) throws IOException {
    long result = 0;
    try {
      result = call(blocking.fd(), memory, done, 0);
    } finally {
      result = blocking.end(result, OPERATION);
    }
    return result == Lane.WOULD_BLOCK ? 0 : result;
  }

  /** Of a buffer that somebody moves meanwhile, there is as much as it says. */
  private static boolean isLeft(Object memory, long done) {
    return memory instanceof ByteBuffer buffer
        ? buffer.hasRemaining()
        : done < ((MemorySegment) memory).byteSize();
  }

  /** Goes on after what is done, where a buffer's position is already. */
  private long call(int fd, Object memory, long done, int flags) {
    if (memory instanceof ByteBuffer buffer) {
      long count =
          isSocket() ? SysSocket.send(fd, buffer, flags | MSG_NOSIGNAL) : Unistd.write(fd, buffer);
      if (count > 0) {
        buffer.position(buffer.position() + (int) count);
      }
      return count;
    }
    MemorySegment all = (MemorySegment) memory;
    MemorySegment rest = done == 0 ? all : all.asSlice(done);
    return isSocket() ? SysSocket.send(fd, rest, flags | MSG_NOSIGNAL) : Unistd.write(fd, rest);
  }

  /** As an exception tells it. */
  public static int saturated(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
