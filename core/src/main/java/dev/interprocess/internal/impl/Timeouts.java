package dev.interprocess.internal.impl;

import dev.interprocess.internal.poll.Deadline;
import java.time.Duration;
import java.util.Optional;

/** The default timeout of an object, which any thread may change at any time. */
public final class Timeouts {
  private volatile long nanos = Deadline.NONE;

  public void set(Duration timeout) {
    nanos = Deadline.nanos(timeout);
  }

  public Optional<Duration> get() {
    long now = nanos;
    return now == Deadline.NONE ? Optional.empty() : Optional.of(Duration.ofNanos(now));
  }

  /** The deadline of an operation that begins now. */
  public long deadline() {
    return Deadline.after(nanos);
  }

  /** The deadline of an operation that begins now, with this timeout. */
  public static long deadline(Duration timeout) {
    return Deadline.after(Deadline.nanos(timeout));
  }
}
