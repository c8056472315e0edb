package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Pollable;

/** An open descriptor's number. */
final class OpenDescriptor extends OpenResource {
  final int fd;
  final Pollable pollable;

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
  }
}
