package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.F_GETPIPE_SZ;
import static dev.interprocess.internal.abi.Linux.F_SETPIPE_SZ;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import java.io.IOException;

/** How much a pipe holds, asked and set at either end. */
final class PipeCapacity {
  private PipeCapacity() {}

  static int get(OwnedDescriptor pipe) throws IOException {
    return control(pipe, F_GETPIPE_SZ, 0);
  }

  static int set(OwnedDescriptor pipe, int bytes) throws IOException {
    check(bytes);
    return control(pipe, F_SETPIPE_SZ, bytes);
  }

  static void check(int bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("capacity not positive: " + bytes);
    }
  }

  private static int control(OwnedDescriptor pipe, int command, int argument) throws IOException {
    int fd = pipe.acquire();
    try {
      return ErrnoException.check("capacity", Fcntl.fcntl(fd, command, argument));
    } catch (ErrnoException e) {
      throw SystemErrors.of(pipe, e);
    } finally {
      pipe.release();
    }
  }
}
