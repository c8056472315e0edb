package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EPIPE;

import dev.interprocess.internal.descriptor.ByteInput;
import dev.interprocess.internal.descriptor.KernelCopy;
import dev.interprocess.internal.descriptor.SplicePipe;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that the kernel moves by itself, for a transfer. */
final class Splice implements AutoCloseable {
  private final ByteInput from;
  private final Timeouts timeouts;
  private final @Nullable WriteEnd to;
  private @Nullable SplicePipe between;

  /**
   * @param timeouts of the reads
   * @param to null if that can't be
   */
  Splice(ByteInput from, Timeouts timeouts, @Nullable WriteEnd to) {
    this.from = from;
    this.timeouts = timeouts;
    this.to = to;
  }

  /** Some bytes; 0 is the end, and {@link KernelCopy#NO_WAY} that they have to be copied. */
  long move(long most) throws IOException {
    if (to == null) {
      return KernelCopy.NO_WAY;
    }
    try {
      return from.isSocket() && to.output().isSocket()
          ? moveThroughPipe(to, most)
          : KernelCopy.splice(
              from, to.output(), most, timeouts.deadline(), to.timeouts().deadline());
    } catch (ErrnoException e) {
      // Nobody reads there any more; anything else has to do with what is read.
      throw e.number() == EPIPE ? to.error(e) : SystemErrors.of("read", from.descriptor(), e);
    }
  }

  private long moveThroughPipe(WriteEnd to, long most) throws IOException {
    if (between == null) {
      try {
        between = SplicePipe.open();
      } catch (ErrnoException e) { // no descriptor is left, say
        return KernelCopy.NO_WAY;
      }
    }
    return KernelCopy.splice(
        from, between, to.output(), most, timeouts.deadline(), to.timeouts().deadline());
  }

  @Override
  public void close() {
    if (between != null) {
      between.close();
    }
  }
}
