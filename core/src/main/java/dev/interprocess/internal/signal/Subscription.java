package dev.interprocess.internal.signal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one receiver has of the signals that come. Any thread may call any method. */
public final class Subscription {
  private final SignalQueues queues;
  private final SignalQueue queue;
  private final Runnable giveBack;

  /**
   * @param giveBack ends it, once or more often
   */
  Subscription(SignalQueues queues, SignalQueue queue, Runnable giveBack) {
    this.queues = queues;
    this.queue = queue;
    this.giveBack = giveBack;
  }

  /**
   * Waits for the next one.
   *
   * @return null if the deadline is over
   */
  public @Nullable SignalInfo take(long deadline) throws IOException {
    return queues.take(queue, deadline);
  }

  public boolean isOpen() {
    return queues.contains(queue);
  }

  /** Ends it, and the waits of others. Further calls do nothing. */
  public void end() {
    giveBack.run();
  }
}
