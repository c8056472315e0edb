package dev.interprocess.support;

import dev.interprocess.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The open descriptors of a process, as the kernel lists them. */
public final class OpenFiles {
  private static final long SETTLING = TimeUnit.MILLISECONDS.toNanos(50);

  private OpenFiles() {}

  /** Those of this process that a test can leak: not the JVM's files, nor the pool of eventfds. */
  public static int count() {
    if (SystemNames.ON_WINDOWS) {
      return operations();
    }
    return (int) targets(ProcessHandle.current().pid()).stream().filter(t -> isOurs(t)).count();
  }

  /**
   * What the library knows of its own, as the JVM has handles too. Where a handle was closed amid
   * an operation, the last is told of its end a little later.
   */
  private static int operations() {
    int last = Integer.MAX_VALUE;
    int now = (Integer) Platform.diagnostics().get("completions.operations");
    while (now < last) {
      LockSupport.parkNanos(SETTLING);
      last = now;
      now = (Integer) Platform.diagnostics().get("completions.operations");
    }
    return now;
  }

  public static int eventfds() {
    return (int)
        targets(ProcessHandle.current().pid()).stream().filter(t -> t.contains("eventfd")).count();
  }

  /** What each descriptor of the process is. */
  public static List<String> targets(long pid) {
    try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return links.map(OpenFiles::target).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(String target) {
    return target.startsWith("socket:")
        || target.startsWith("pipe:")
        || target.contains("pidfd")
        || target.contains(".sock");
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "gone"; // the listing's own descriptor
    }
  }
}
