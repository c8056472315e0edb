package dev.interprocess.internal.impl;

import dev.interprocess.internal.abi.Linux;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.pipe.PipeOutput;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;

/** What an end of a pipe belongs to, by its system. Its {@code toString} is for messages. */
sealed interface PipeHandle {
  int capacity() throws IOException;

  int capacity(int bytes) throws IOException;

  /** Up to how many bytes a write is there whole or not at all. */
  int atomicLimit();

  boolean isOpen();

  void close();

  /** Of Unix. */
  record OfDescriptor(OwnedDescriptor descriptor) implements PipeHandle {
    @Override
    public int capacity() throws IOException {
      return PipeCapacity.get(descriptor);
    }

    @Override
    public int capacity(int bytes) throws IOException {
      return PipeCapacity.set(descriptor, bytes);
    }

    @Override
    public int atomicLimit() {
      return Linux.PIPE_BUF;
    }

    @Override
    public boolean isOpen() {
      return descriptor.isOpen();
    }

    @Override
    public void close() {
      descriptor.close();
    }

    @Override
    public String toString() {
      return descriptor.toString();
    }
  }

  /** Of Windows. */
  record OfWindows(PipeEnd end) implements PipeHandle {
    @Override
    public int capacity() throws IOException {
      try {
        return end.capacity();
      } catch (WindowsException e) {
        throw WindowsErrors.of(end, e);
      }
    }

    @Override
    public int capacity(int bytes) {
      PipeCapacity.check(bytes);
      throw new UnsupportedOperationException(
          "the capacity of a pipe of Windows is that which it is made with");
    }

    /** What is handed to the system at once, which never takes a part of it. */
    @Override
    public int atomicLimit() {
      return PipeOutput.PIECE;
    }

    @Override
    public boolean isOpen() {
      return end.isOpen();
    }

    @Override
    public void close() {
      end.close();
    }

    @Override
    public String toString() {
      return end.toString();
    }
  }
}
