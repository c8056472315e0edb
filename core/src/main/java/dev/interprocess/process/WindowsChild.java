package dev.interprocess.process;

import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.job.StartedProcess;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.util.Optional;

/** A child of Windows. */
record WindowsChild(StartedProcess process) implements RunningChild {
  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<ProcessHandle> toHandle() {
    return process.toHandle();
  }

  @Override
  public ExitStatus await(long deadline, String operation) throws IOException {
    return new ExitStatus.Exited(process.await(deadline, operation));
  }

  @Override
  public ExitStatus terminate(long deadline) throws IOException {
    try {
      return new ExitStatus.Exited(process.terminate(deadline));
    } catch (WindowsException e) {
      throw WindowsErrors.of(process, e);
    }
  }

  @Override
  public void kill() throws WindowsException {
    process.kill();
  }

  @Override
  public boolean abandon() {
    return process.abandon();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
