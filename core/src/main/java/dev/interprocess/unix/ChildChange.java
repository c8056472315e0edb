package dev.interprocess.unix;

import java.util.OptionalInt;

/**
 * What became of a child, as {@code SIGCHLD} tells it.
 *
 * @param event what happened
 * @param exitCode if it has exited
 * @param signal the signal that has ended, stopped or continued it, if it has not exited
 */
public record ChildChange(Event event, OptionalInt exitCode, java.util.Optional<Signal> signal) {

  /** What happened to it. */
  public enum Event {
    /** It has ended by itself. */
    EXITED,
    /** It was ended by a signal. */
    KILLED,
    /** The same, and its memory was written to a file. */
    DUMPED,
    /** It is traced, and has come to a trap. */
    TRAPPED,
    /** It was stopped by a signal. */
    STOPPED,
    /** It goes on after a stop. */
    CONTINUED
  }
}
