package dev.interprocess.internal.descriptor;

import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pollable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An open descriptor's number. To run it is to close it, as its owner was lost. */
final class OpenDescriptor extends OpenResource implements Runnable {
  /** Instead of a number. */
  static final int NONE = -1;

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

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

  void awaitFreed() {
    long deadline = Deadline.after(LONGEST_NANOS);
    boolean interrupted = false;
    while (!isFreed() && Deadline.remaining(deadline) > 0) {
      interrupted |= Thread.interrupted(); // a park would not wait
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
