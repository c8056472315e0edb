package dev.interprocess.internal.poll;

/** A thread that waits in the kernel, where it sees by itself that the descriptor is ready. */
interface Sleeper {
  /** Ends the wait, from any thread. */
  void wake();
}
