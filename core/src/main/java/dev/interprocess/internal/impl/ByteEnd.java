package dev.interprocess.internal.impl;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.poll.Deadline;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What both ends of bytes have in common. There may be many idle ones, so they are one object. */
abstract class ByteEnd extends IntOperations {
  final OwnedDescriptor descriptor;

  private volatile @Nullable Timeouts timeouts; // made when somebody asks for them

  ByteEnd(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  public final Timeouts timeouts() {
    Timeouts made = timeouts;
    return made != null ? made : makeTimeouts();
  }

  private synchronized Timeouts makeTimeouts() {
    Timeouts made = timeouts;
    if (made == null) {
      made = new Timeouts();
      timeouts = made;
    }
    return made;
  }

  /** The deadline of an operation that begins now. */
  final long deadline() {
    Timeouts made = timeouts;
    return made == null ? Deadline.NONE : made.deadline();
  }

  public final void completions(Executor executor) {
    executor(executor);
  }

  public final Executor completions() {
    return executor();
  }
}
