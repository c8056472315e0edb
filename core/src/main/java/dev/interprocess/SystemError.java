package dev.interprocess;

import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.unix.NoSuchProcessException;

/**
 * The system's own error, on every exception of this library that comes from a system call.
 *
 * <p>People read the exception's message, programs ask here:
 *
 * {@snippet :
 * try (LocalStream stream = LocalStream.connect(LocalName.namespaced("com.example.app"))) {
 *   stream.write(request);
 * } catch (IOException e) {
 *   if (e instanceof SystemError error && error.name().equals("EPIPE")) {
 *     startAgain();
 *   } else {
 *     throw e;
 *   }
 * }
 * }
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>.
 */
public sealed interface SystemError
    permits SystemErrors.Refused,
        SystemErrors.NotBound,
        SystemErrors.NoSuchName,
        SystemErrors.AlreadyThere,
        SystemErrors.NotPermitted,
        SystemErrors.Failed,
        NoSuchProcessException {

  /** The error's number on this system. */
  int number();

  /** The name that the number has in C, as {@code ENOENT}. */
  default String name() {
    return SystemErrors.name(number());
  }

  /** The system's text, as {@code No such file or directory}. */
  default String text() {
    return SystemErrors.text(number());
  }
}
