package dev.interprocess.process;

import dev.interprocess.unix.Signal;

/** How a process ended: by itself, or by a signal. */
public sealed interface ExitStatus {

  /** Whether it ended by itself, with code 0. */
  default boolean isSuccess() {
    return this instanceof Exited(int code) && code == 0;
  }

  /**
   * It ended by itself.
   *
   * @param code what it gave as its exit code: 0 to 255, on Windows any {@code int}
   */
  record Exited(int code) implements ExitStatus {
    @Override
    public String toString() {
      return "exit code " + code;
    }
  }

  /**
   * A signal ended it.
   *
   * @param coreDumped whether an image of its memory was written
   */
  record Signaled(Signal signal, boolean coreDumped) implements ExitStatus {
    @Override
    public String toString() {
      return "signal " + signal.name() + (coreDumped ? ", core dumped" : "");
    }
  }
}
