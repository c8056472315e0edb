package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.WindowsError.ERROR_ACCESS_DENIED;
import static dev.interprocess.internal.abi.WindowsError.ERROR_DIRECTORY;
import static dev.interprocess.internal.abi.WindowsError.ERROR_FILE_NOT_FOUND;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PATH_NOT_FOUND;

import dev.interprocess.internal.win32.LastError;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;

/** Makes the exceptions that users see on Windows, as {@link SystemErrors} does elsewhere. */
public final class WindowsErrors {
  private WindowsErrors() {}

  /** The exception for what happened to {@code subject}, a name or a channel. */
  public static IOException of(Object subject, WindowsException error) {
    int number = error.number();
    String message = message(error.operation(), subject, number);
    return number == ERROR_ACCESS_DENIED
        ? new SystemErrors.NotPermitted(subject.toString(), message, number)
        : new SystemErrors.Failed(message, number);
  }

  /** The same for a client: a pipe that is missing is one on which nobody listens. */
  static IOException ofConnect(Object address, WindowsException error) {
    return error.number() == ERROR_FILE_NOT_FOUND
        ? new SystemErrors.Refused(
            message(error.operation(), address, error.number()), error.number())
        : of(address, error);
  }

  /** The same for a listener: a name that is taken may not be used. */
  static IOException ofListen(Object address, WindowsException error) {
    return error.number() == ERROR_ACCESS_DENIED
        ? new SystemErrors.NotBound(
            message(error.operation(), address, error.number()), error.number())
        : of(address, error);
  }

  /** The same for a child: what is missing is its program, its directory or a file. */
  public static IOException ofStart(Object subject, WindowsException error) {
    String message = message("start", subject, error.number());
    return switch (error.number()) {
      case ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_DIRECTORY ->
          new SystemErrors.NoSuchName(subject.toString(), message, error.number());
      default -> of(subject, error);
    };
  }

  private static String message(String operation, Object subject, int number) {
    return operation
        + " "
        + subject
        + ": "
        + LastError.text(number)
        + " ("
        + LastError.name(number)
        + ")";
  }
}
