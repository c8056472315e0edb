package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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

  public void write(MemorySegment bytes, long deadline) throws IOException {
    write(bytes, null, deadline);
  }

  /** Moves the buffer's position over what was written, also when it throws. */
  public void write(ByteBuffer buffer, long deadline) throws IOException {
    write(MemorySegment.ofBuffer(buffer), buffer, deadline);
  }

  private void write(MemorySegment bytes, @Nullable ByteBuffer buffer, long deadline)
      throws IOException {
    int fd = enter(deadline, OPERATION);
    try {
      writeAll(fd, bytes, buffer, deadline);
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
          writeAll(fd, MemorySegment.ofBuffer(next), next, deadline);
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

  private void writeAll(int fd, MemorySegment bytes, @Nullable ByteBuffer buffer, long deadline)
      throws IOException {
    long size = bytes.byteSize();
    BlockingCalls blocking = blocking(bytes.isNative(), deadline);
    boolean tried = blocking == null || !blocking.areNext();
    long done = tried ? writeSome(fd, bytes, buffer) : 0;
    try {
      while (done < size) {
        if (blocking != null && blocking.begin(isSocket(), OPERATION)) {
          done += writeSome(blocking, rest(bytes, done), buffer);
          tried = false;
        } else {
          awaitIf(tried, deadline, OPERATION);
          done += writeSome(fd, rest(bytes, done), buffer);
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
    writeSome(fd, MemorySegment.ofBuffer(buffer), buffer);
  }

  /**
   * Writes what there is room for, in one call: where that was not all, there is no room for the
   * rest, and another call would be in vain.
   */
  private long writeSome(int fd, MemorySegment bytes, @Nullable ByteBuffer buffer)
      throws ErrnoException {
    long size = bytes.byteSize();
    while (size > 0) {
      long count =
          calls == ByteCalls.SOCKET
              ? SysSocket.send(fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL)
              : Unistd.write(fd, bytes, size);
      if (count >= 0) {
        move(buffer, count);
        return count;
      }
      if (Lane.wouldBlock((int) -count, OPERATION)) {
        break;
      }
    }
    return 0;
  }

  private static MemorySegment rest(MemorySegment bytes, long done) {
    return done == 0 ? bytes : bytes.asSlice(done);
  }

  /** Waits until all is written, or it is to be looked what has happened. */
  private long writeSome(BlockingCalls blocking, MemorySegment bytes, @Nullable ByteBuffer buffer)
      throws IOException {
    long result = 0;
    try {
      long size = bytes.byteSize();
      result =
          isSocket()
              ? SysSocket.sendBlocking(blocking.fd(), bytes, size, MSG_NOSIGNAL)
              : Unistd.writeBlocking(blocking.fd(), bytes, size);
    } finally {
      result = blocking.end(result, OPERATION);
    }
    if (result == Lane.WOULD_BLOCK) {
      return 0;
    }
    move(buffer, result);
    return result;
  }

  private static void move(@Nullable ByteBuffer buffer, long count) {
    if (buffer != null) {
      buffer.position(buffer.position() + (int) count);
    }
  }

  private static int saturated(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
