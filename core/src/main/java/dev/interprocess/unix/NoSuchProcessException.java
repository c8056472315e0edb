package dev.interprocess.unix;

import dev.interprocess.SystemError;
import dev.interprocess.internal.abi.LinuxErrno;
import java.io.IOException;

/** There is no such process, group or thread ({@code ESRCH}), or it has ended. */
public final class NoSuchProcessException extends IOException implements SystemError {
  private static final long serialVersionUID = 1L;

  /** Says what was asked for. */
  public NoSuchProcessException(String message) {
    super(message);
  }

  @Override
  public int number() {
    return LinuxErrno.ESRCH;
  }
}
