package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.FIONREAD;
import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_PEEK;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysIoctl;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.poll.Spinning;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that come in through a descriptor: try the call; if it would block, wait; try again.
 */
public final class ByteInput extends Lane {
  private static final String READ = "read";

  private final ByteCalls calls;
  private @Nullable Looks looks; // of whose turn it is

  public ByteInput(OwnedDescriptor descriptor, ByteCalls calls) {
    super(descriptor, Direction.INPUT);
    this.calls = calls;
  }

  public boolean isSocket() {
    return calls == ByteCalls.SOCKET;
  }

  /** Reads once into what is left of a buffer, which is not empty; 0 is the end of the stream. */
  public long read(ByteBuffer buffer, long deadline) throws IOException {
    return transfer(READ, buffer, Unistd.mayWait(buffer), deadline, 0);
  }

  /** The same into memory that is not empty. */
  public long read(MemorySegment memory, long deadline) throws IOException {
    return transfer(READ, memory, memory.isNative(), deadline, 0);
  }

  /** Like {@link #read}, and leaves the bytes where they are: sockets only. */
  public long peek(ByteBuffer buffer, long deadline) throws IOException {
    return transfer("peek", buffer, Unistd.mayWait(buffer), deadline, MSG_PEEK);
  }

  /** Into a buffer or a segment, for which neither is made of the other: nothing is allocated. */
  private long transfer(String operation, Object memory, boolean mayWait, long deadline, int flags)
      throws IOException {
    int fd = enter(deadline, operation);
    try {
      BlockingCalls blocking = blocking(mayWait, deadline);
      boolean tried = blocking == null || !blocking.areNext();
      long count = tried ? tryTransfer(operation, fd, memory, flags) : Lane.WOULD_BLOCK;
      while (count == Lane.WOULD_BLOCK) {
        if (blocking != null && blocking.begin(isSocket(), operation)) {
          count = readBlocking(operation, blocking, memory, flags);
          tried = false;
        } else {
          if (tried && blocking != null) {
            count = lookAgain(operation, fd, memory, flags);
          }
          if (count == Lane.WOULD_BLOCK) {
            awaitIf(tried, deadline, operation);
            count = tryTransfer(operation, fd, memory, flags);
          }
          tried = true;
        }
      }
      return count;
    } finally {
      exit();
    }
  }

  /** The read itself is the look, so it need not be made when one was not in vain. */
  private long lookAgain(String operation, int fd, Object memory, int flags) throws IOException {
    Spinning spinning = descriptor().pollable().spinning();
    if (spinning == null || Events.isRecording()) {
      return Lane.WOULD_BLOCK;
    }
    Looks seen = looks;
    if (seen == null) {
      seen = new Looks();
      looks = seen;
    }
    return seen.spin(spinning, operation, fd, memory, flags);
  }

  /** What is read in place of a look, so that none is an object of its own. */
  private final class Looks implements Spinning.Look<IOException> {
    private String operation = READ;
    private int fd;
    private @Nullable Object memory;
    private int flags;
    private long count;

    long spin(Spinning spinning, String operation, int fd, Object memory, int flags)
        throws IOException {
      this.operation = operation;
      this.fd = fd;
      this.memory = memory;
      this.flags = flags;
      this.count = Lane.WOULD_BLOCK;
      try {
        spinning.spin(this);
      } finally {
        this.memory = null;
      }
      if (count == Lane.WOULD_BLOCK) {
        descriptor().pollable().hasLooked();
      }
      return count;
    }

    @Override
    public int look() throws IOException {
      count = tryTransfer(operation, fd, Objects.requireNonNull(memory), flags);
      return count == Lane.WOULD_BLOCK ? 0 : 1;
    }
  }

  private long readBlocking(String operation, BlockingCalls blocking, Object memory, int flags)
      throws IOException {
    long result = 0;
    try {
      result = call(blocking.fd(), memory, flags);
    } finally {
      result = blocking.end(result, operation);
    }
    if (result == 0 && isFifo() && !haveWritersLeft()) {
      blocking.stop(); // there is nobody to wait for yet
      return Lane.WOULD_BLOCK;
    }
    return result;
  }

  /** Reads what is there, as {@link #read} does, or gives {@link Lane#WOULD_BLOCK}. */
  public long tryRead(int fd, ByteBuffer buffer) throws IOException {
    return tryTransfer(READ, fd, buffer, 0);
  }

  private long tryTransfer(String operation, int fd, Object memory, int flags) throws IOException {
    boolean writersLeft = !isFifo();
    while (true) {
      long count = call(fd, memory, flags | MSG_DONTWAIT);
      if (count > 0 || (count == 0 && writersLeft)) {
        return count;
      }
      if (count == 0 && haveWritersLeft()) {
        writersLeft = true;
      } else if (count == 0 || Lane.wouldBlock((int) -count, operation)) {
        return Lane.WOULD_BLOCK;
      }
    }
  }

  private long call(int fd, Object memory, int flags) {
    if (memory instanceof ByteBuffer buffer) {
      return isSocket() ? SysSocket.recv(fd, buffer, flags) : Unistd.read(fd, buffer);
    }
    MemorySegment segment = (MemorySegment) memory;
    return isSocket() ? SysSocket.recv(fd, segment, flags) : Unistd.read(fd, segment);
  }

  boolean isFifo() {
    return calls == ByteCalls.FIFO;
  }

  /**
   * Whether a FIFO's writers have come and gone; until the first has come, 0 is no end. They may
   * have written since that 0, so it is to be read once more.
   */
  boolean haveWritersLeft() throws IOException {
    return descriptor().isHungUp();
  }

  /** Bytes that a read would get without waiting. */
  public int available() throws IOException {
    int fd = descriptor().acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(JAVA_INT);
      ErrnoException.check("available", SysIoctl.ioctl(fd, FIONREAD, bytes));
      return bytes.get(JAVA_INT, 0);
    } finally {
      descriptor().release();
    }
  }
}
