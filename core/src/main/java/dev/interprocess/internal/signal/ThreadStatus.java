package dev.interprocess.internal.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code /proc} tells of this process's signals and threads. */
final class ThreadStatus {
  private static final Path PROCESS = Path.of("/proc/self/status");

  private ThreadStatus() {}

  static boolean exists(int thread) {
    return Files.exists(folder(thread));
  }

  /** Whether any signals with a value are on their way to the processes of this user. */
  static boolean hasQueuedSignals() {
    return field(PROCESS, "SigQ").map(value -> !value.startsWith("0/")).orElse(false);
  }

  /** The set of signals that wait for a thread, and can't be taken by another. */
  static long pending(int thread) {
    return set(thread, "SigPnd").orElse(0L);
  }

  /** The set of signals that a thread blocks: all, if it has ended, as it takes none any more. */
  static long blocked(int thread) {
    return set(thread, "SigBlk").orElse(-1L);
  }

  private static Optional<Long> set(int thread, String name) {
    return field(folder(thread).resolve("status"), name)
        .map(value -> Long.parseUnsignedLong(value, 16));
  }

  private static Path folder(int thread) {
    return Path.of("/proc/self/task", Integer.toString(thread));
  }

  private static Optional<String> field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    } catch (IOException e) { // the thread has ended, or there is no /proc
      return Optional.empty();
    }
  }
}
