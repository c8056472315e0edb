package dev.interprocess.internal.poll;

/** What goes on when something has happened that it waits for, on the poller's thread. */
public interface Continuation {
  /**
   * Goes on. It may also be called without cause now and then. What it throws is logged, and hurts
   * nobody else.
   */
  void resume();
}
