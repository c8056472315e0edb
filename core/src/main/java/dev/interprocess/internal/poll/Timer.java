package dev.interprocess.internal.poll;

/** Lets something go on at a time, unless it is cancelled before. */
public final class Timer {
  /** In place of an index: not in the heap. */
  static final int NOWHERE = -1;

  final Continuation continuation;
  final long deadline;

  // Where it is in the heap, whose lock guards it.
  int index = NOWHERE;

  private final Timers timers;

  Timer(Timers timers, Continuation continuation, long deadline) {
    this.timers = timers;
    this.continuation = continuation;
    this.deadline = deadline;
  }

  /** From now on it does nothing, unless it is at it already. */
  public void cancel() {
    timers.remove(this);
  }
}
