package dev.interprocess.process;

import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.process.ChildProcess;
import dev.interprocess.internal.process.WaitStatus;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.util.Optional;

/** A child of Unix. */
record PosixChild(ChildProcess process) implements RunningChild {
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
    try {
      return status(process.await(deadline, operation));
    } catch (ErrnoException e) {
      throw SystemErrors.of(process, e);
    }
  }

  @Override
  public ExitStatus terminate(long deadline) throws IOException {
    try {
      return status(process.terminate(deadline));
    } catch (ErrnoException e) {
      throw SystemErrors.of(process, e);
    }
  }

  private static ExitStatus status(WaitStatus ended) {
    return ended.signaled()
        ? new ExitStatus.Signaled(Signal.of(ended.value()), ended.coreDumped())
        : new ExitStatus.Exited(ended.value());
  }

  @Override
  public void kill() throws ErrnoException {
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
