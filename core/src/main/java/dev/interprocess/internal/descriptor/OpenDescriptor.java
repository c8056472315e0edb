package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Pollable;
import org.jspecify.annotations.Nullable;

/** An open descriptor's number. To run it is to close it, as its owner was lost. */
final class OpenDescriptor extends OpenResource implements Runnable {
  /** Instead of a number. */
  static final int NONE = -1;

  final int fd;
  final Object name;
  final Pollable pollable;

  /** Of a pipe's end, a second description whose calls wait in the kernel. */
  int blocking = NONE;

  private final @Nullable Object openedAt;

  /**
   * @param openedAt what {@link Leaks#where} has given
   */
  OpenDescriptor(int fd, Object name, @Nullable Object openedAt) {
    this.fd = fd;
    this.name = name;
    this.openedAt = openedAt;
    this.pollable = new Pollable(fd);
  }

  @Override
  protected void endUse() {
    pollable.close();
  }

  @Override
  public void run() {
    if (close()) {
      Leaks.log(name, openedAt);
    }
  }

  @Override
  protected void free() {
    Unistd.close(fd);
    if (blocking != NONE) {
      Unistd.close(blocking);
    }
  }
}
