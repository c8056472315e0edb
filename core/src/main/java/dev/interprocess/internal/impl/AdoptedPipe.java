package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.O_RDWR;
import static dev.interprocess.internal.abi.LinuxErrno.EACCES;
import static dev.interprocess.internal.abi.LinuxErrno.ENXIO;

import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileKind;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * The end of a pipe that was taken over. Others may share it and expect it to block, so it is
 * opened anew, to be set non-blocking.
 *
 * @param ofPackets whether the pipe is in packet mode
 * @param peersLeft whether all who had the other end have left before
 */
record AdoptedPipe(OwnedDescriptor own, boolean ofPackets, boolean peersLeft) {
  /**
   * The end as our own; {@code descriptor} is closed then.
   *
   * @param access {@code O_RDONLY} or {@code O_WRONLY}
   */
  static AdoptedPipe of(Descriptor descriptor, int access) throws IOException {
    OwnedDescriptor shared = UnixTypes.descriptorOf(descriptor);
    int fd = shared.acquire();
    try {
      OwnedDescriptor own = new OwnedDescriptor(reopen(fd, access, shared), shared.toString());
      boolean peersLeft;
      try {
        // Writers of a FIFO that have come and gone are known to the old one alone; those that are
        // there by now, to both.
        peersLeft = shared.isHungUp();
        UnixTypes.get().take(descriptor).close();
      } catch (ClosedChannelException e) { // another thread was faster
        own.close();
        throw e;
      }
      return new AdoptedPipe(own, isOfPackets(own), peersLeft);
    } catch (ErrnoException e) {
      throw SystemErrors.of("adopt", shared, e);
    } finally {
      shared.release();
    }
  }

  private static int reopen(int fd, int access, OwnedDescriptor shared) throws IOException {
    FileKind kind = FileKind.of(fd);
    if (kind != FileKind.PIPE) {
      throw new IOException("adopt " + shared + ": it is " + kind + ", not PIPE");
    }
    int flags = OpenFile.flags(fd);
    int opened = OpenFile.access(flags);
    if (opened != access && opened != O_RDWR) {
      throw new IOException("adopt " + shared + ": it is the other end of a pipe");
    }
    try {
      int own = OpenFile.reopenNonBlocking(fd, access);
      if ((flags & Target.O_DIRECT) != 0) {
        try {
          OpenFile.addFlag(own, Target.O_DIRECT); // which can't be had by opening
        } catch (ErrnoException e) {
          OpenFile.discard(own);
          throw e;
        }
      }
      return own;
    } catch (ErrnoException e) {
      // A pipe that another user has made, or a FIFO that nobody reads any more: this will do if
      // its calls don't wait anyway.
      if ((e.number() == EACCES || e.number() == ENXIO) && (flags & O_NONBLOCK) != 0) {
        return OpenFile.duplicate(fd);
      }
      throw e;
    }
  }

  private static boolean isOfPackets(OwnedDescriptor pipe) throws IOException {
    int fd = pipe.acquire();
    try {
      return (OpenFile.flags(fd) & Target.O_DIRECT) != 0;
    } finally {
      pipe.release();
    }
  }
}
