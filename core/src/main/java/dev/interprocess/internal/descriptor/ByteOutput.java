package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;

import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.io.InterruptedIOException;
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
    int begin = buffer.position();
    BlockingCalls blocking = blocking(Unistd.mayWait(buffer), deadline);
    boolean tried = blocking == null || !blocking.areNext();
    if (tried) {
      tryWrite(fd, buffer);
    }
    try {
      while (buffer.hasRemaining()) {
        if (blocking != null && blocking.begin(isSocket(), OPERATION)) {
          writeBlocking(blocking, buffer);
          tried = false;
        } else {
          awaitIf(tried, deadline, OPERATION);
          tryWrite(fd, buffer);
          tried = true;
        }
      }
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = buffer.position() - begin;
      throw e;
    }
  }

  /**
   * Writes what there is room for, in one call, and moves the buffer's position: where that was not
   * all, there is no room for the rest, and another call would be in vain.
   */
  public void tryWrite(int fd, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      long count = call(fd, buffer, MSG_DONTWAIT);
      if (count >= 0) {
        move(buffer, count);
        return;
      }
      if (Lane.wouldBlock((int) -count, OPERATION)) {
        return;
      }
    }
  }

  /** Waits until all is written, or it is to be looked what has happened. */
  private void writeBlocking(BlockingCalls blocking, ByteBuffer buffer) throws IOException {
    long result = 0;
    try {
      result = call(blocking.fd(), buffer, 0);
    } finally {
      result = blocking.end(result, OPERATION);
    }
    if (result != Lane.WOULD_BLOCK) {
      move(buffer, result);
    }
  }

  private long call(int fd, ByteBuffer buffer, int flags) {
    return isSocket() ? SysSocket.send(fd, buffer, flags | MSG_NOSIGNAL) : Unistd.write(fd, buffer);
  }

  private static void move(ByteBuffer buffer, long count) {
    buffer.position(buffer.position() + (int) count);
  }

  private static int saturated(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
