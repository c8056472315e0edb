package dev.interprocess.cli;

import java.nio.file.FileSystemException;

/** Exceptions as one line for people. */
final class Messages {
  private Messages() {}

  static String of(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    // The JDK's message of such a one may be the bare name of the file.
    boolean bare = e instanceof FileSystemException f && message.equals(f.getFile());
    return (bare ? e.getClass().getSimpleName() + ": " + message : message).replace('\n', ' ');
  }
}
