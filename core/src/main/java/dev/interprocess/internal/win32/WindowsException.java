package dev.interprocess.internal.win32;

import java.io.IOException;

/**
 * A call of the system failed. What users see is made of it by the layer above, which knows the
 * name of the pipe.
 */
public final class WindowsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int number;

  public WindowsException(String operation, int number) {
    this.operation = operation;
    this.number = number;
  }

  /** Throws unless {@code error} is 0. */
  public static void check(String operation, int error) throws WindowsException {
    if (error != 0) {
      throw new WindowsException(operation, error);
    }
  }

  /** Returns {@code handle} unless it is a negative error number. */
  public static long checkHandle(String operation, long handle) throws WindowsException {
    if (handle < 0) {
      throw new WindowsException(operation, (int) -handle);
    }
    return handle;
  }

  /** The name of the function, or what the user asked for where that says more. */
  public String operation() {
    return operation;
  }

  public int number() {
    return number;
  }

  @Override
  public String getMessage() {
    return operation + ": " + LastError.text(number) + " (" + LastError.name(number) + ")";
  }

  /**
   * It is always replaced by an exception of the public kind, whose trace is the one that counts.
   */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
