package dev.interprocess.internal.libc;

import java.io.IOException;

/**
 * A system call failed. What users see is made of it by the layer above, which knows the address.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int number;

  public ErrnoException(String operation, int number) {
    this.operation = operation;
    this.number = number;
  }

  /** Returns {@code result} unless it is a negative error number. */
  public static int check(String operation, int result) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(operation, -result);
    }
    return result;
  }

  /** The name of the C function, or what the user asked for where that says more. */
  public String operation() {
    return operation;
  }

  public int number() {
    return number;
  }

  @Override
  public String getMessage() {
    return operation + ": " + Errno.text(number) + " (" + Errno.name(number) + ")";
  }

  /**
   * It is always replaced by an exception of the public kind, whose trace is the one that counts.
   */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
