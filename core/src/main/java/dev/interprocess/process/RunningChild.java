package dev.interprocess.process;

import java.io.IOException;
import java.util.Optional;

/** A child that was started, as its system has it. Its {@code toString} is for messages. */
interface RunningChild {
  long pid();

  /** The JDK's handle of it; none once its number may be another's. */
  Optional<ProcessHandle> toHandle();

  /**
   * Waits for its end.
   *
   * @throws java.net.SocketTimeoutException if the deadline is over
   */
  ExitStatus await(long deadline, String operation) throws IOException;

  /** Asks it to end, forces it at the deadline, and waits for its end. */
  ExitStatus terminate(long deadline) throws IOException;

  /** Forces it to end, without waiting. */
  void kill() throws IOException;

  /** Nobody will ask for it any more; true if it still runs, which it goes on to do. */
  boolean abandon();
}
