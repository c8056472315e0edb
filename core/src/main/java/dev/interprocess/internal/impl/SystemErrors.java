package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.LinuxErrno.EACCES;
import static dev.interprocess.internal.abi.LinuxErrno.EADDRINUSE;
import static dev.interprocess.internal.abi.LinuxErrno.EADDRNOTAVAIL;
import static dev.interprocess.internal.abi.LinuxErrno.ECONNREFUSED;
import static dev.interprocess.internal.abi.LinuxErrno.EEXIST;
import static dev.interprocess.internal.abi.LinuxErrno.ENOENT;
import static dev.interprocess.internal.abi.LinuxErrno.EPERM;
import static dev.interprocess.internal.abi.LinuxErrno.ESRCH;

import dev.interprocess.SystemError;
import dev.interprocess.internal.libc.Errno;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.win32.LastError;
import dev.interprocess.unix.NoSuchProcessException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Makes the exceptions that users see: of the JDK's own type where there is one that fits. */
@SuppressWarnings("OverrideThrowableToString") // a stack trace shows the type that users know
public final class SystemErrors {
  private SystemErrors() {}

  /** The exception for what happened to {@code subject}, an address or a channel. */
  public static IOException of(Object subject, ErrnoException error) {
    return of(error.operation(), subject, error.number());
  }

  /** The same when the user's operation was another than the system call that failed. */
  public static IOException of(String operation, Object subject, ErrnoException error) {
    boolean same = operation.equals(error.operation());
    return of(
        same ? operation : operation + " (" + error.operation() + ")", subject, error.number());
  }

  private static IOException of(String operation, Object subject, int number) {
    String message =
        operation + " " + subject + ": " + Errno.text(number) + " (" + Errno.name(number) + ")";
    return switch (number) {
      case ECONNREFUSED -> new Refused(message, number);
      case EADDRINUSE, EADDRNOTAVAIL -> new NotBound(message, number);
      case ESRCH -> new NoSuchProcessException(message);
      case EEXIST -> new AlreadyThere(subject.toString(), message, number);
      case ENOENT -> new NoSuchName(subject.toString(), message, number);
      case EACCES, EPERM -> new NotPermitted(subject.toString(), message, number);
      default -> new Failed(message, number);
    };
  }

  /** The name of an error number of this system. */
  public static String name(int number) {
    return Target.CURRENT.isWindows() ? LastError.name(number) : Errno.name(number);
  }

  /** The text of an error number of this system. */
  public static String text(int number) {
    return Target.CURRENT.isWindows() ? LastError.text(number) : Errno.text(number);
  }

  private static String publicText(IOException e) {
    return e.getClass().getSuperclass().getName() + ": " + e.getMessage();
  }

  /** Nobody listens. */
  public static final class Refused extends ConnectException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final int number;

    Refused(String message, int number) {
      super(message);
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }

  /** The name is taken, or can't be had. */
  public static final class NotBound extends BindException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final int number;

    NotBound(String message, int number) {
      super(message);
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }

  /** Nothing has that name. */
  public static final class NoSuchName extends NoSuchFileException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final String message;
    private final int number;

    NoSuchName(String file, String message, int number) {
      super(file);
      this.message = message;
      this.number = number;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }

  /** Something has that name already. */
  public static final class AlreadyThere extends FileAlreadyExistsException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final String message;
    private final int number;

    AlreadyThere(String file, String message, int number) {
      super(file);
      this.message = message;
      this.number = number;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }

  /** The system does not allow it. */
  public static final class NotPermitted extends AccessDeniedException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final String message;
    private final int number;

    NotPermitted(String file, String message, int number) {
      super(file);
      this.message = message;
      this.number = number;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }

  /** Everything else. */
  public static final class Failed extends IOException implements SystemError {
    private static final long serialVersionUID = 1L;
    private final int number;

    Failed(String message, int number) {
      super(message);
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public String toString() {
      return publicText(this);
    }
  }
}
