package dev.interprocess.internal.file;

import static dev.interprocess.internal.abi.Linux.SEEK_CUR;
import static dev.interprocess.internal.abi.Linux.SEEK_SET;
import static dev.interprocess.internal.abi.LinuxErrno.EINTR;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The bytes of a file by its descriptor. These calls wait for the disk, and for nothing else. */
public final class FileBytes {
  // Bytes are copied by way of memory of our own, as the thread may wait with them in its hands.
  private static final int CHUNK = 256 << 10;

  private final OwnedDescriptor descriptor;

  public FileBytes(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Reads once, as much as a call gives; 0 at the end. */
  public int read(ByteBuffer buffer) throws IOException {
    int fd = descriptor.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(Math.min(CHUNK, buffer.remaining()), 1);
      long count = Unistd.read(fd, chunk, chunk.byteSize());
      while (count == -EINTR) {
        count = Unistd.read(fd, chunk, chunk.byteSize());
      }
      ErrnoException.check("read", (int) count);
      buffer.put(chunk.asSlice(0, count).asByteBuffer());
      return (int) count;
    } finally {
      descriptor.release();
    }
  }

  /** Writes all, and moves the buffer's position over what was written, also when it throws. */
  public void write(ByteBuffer buffer) throws IOException {
    int fd = descriptor.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(Math.min(CHUNK, buffer.remaining()), 1);
      while (buffer.hasRemaining()) {
        int size = Math.min(CHUNK, buffer.remaining());
        MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, chunk, 0, size);
        long count = Unistd.write(fd, chunk, size);
        if (count != -EINTR) {
          ErrnoException.check("write", (int) count);
          buffer.position(buffer.position() + (int) count);
        }
      }
    } finally {
      descriptor.release();
    }
  }

  public long position() throws IOException {
    return seek(0, SEEK_CUR);
  }

  public void position(long position) throws IOException {
    seek(position, SEEK_SET);
  }

  private long seek(long offset, int whence) throws IOException {
    int fd = descriptor.acquire();
    try {
      long position = Unistd.lseek(fd, offset, whence);
      if (position < 0) {
        throw new ErrnoException("seek", (int) -position);
      }
      return position;
    } finally {
      descriptor.release();
    }
  }

  public long size() throws IOException {
    int fd = descriptor.acquire();
    try {
      return FileIdentity.of(fd).size();
    } finally {
      descriptor.release();
    }
  }

  public void truncate(long size) throws IOException {
    int fd = descriptor.acquire();
    try {
      ErrnoException.check("truncate", Unistd.ftruncate(fd, size));
    } finally {
      descriptor.release();
    }
  }
}
