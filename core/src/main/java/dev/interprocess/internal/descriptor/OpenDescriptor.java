package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Pollable;

/** An open descriptor's number. */
final class OpenDescriptor extends OpenResource {
  /** Instead of a number. */
  static final int NONE = -1;

  final int fd;
  final Pollable pollable;

  /** Of a pipe's end, a second description whose calls wait in the kernel. */
  int blocking = NONE;

  OpenDescriptor(int fd) {
    this.fd = fd;
    this.pollable = new Pollable(fd);
  }

  @Override
  protected void endUse() {
    pollable.close();
  }

  @Override
  protected void free() {
    Unistd.close(fd);
    if (blocking != NONE) {
      Unistd.close(blocking);
    }
  }
}
