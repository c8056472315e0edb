package dev.interprocess.support;

import java.io.IOException;
import java.nio.file.Path;

/** What has another name on each system. */
public final class SystemNames {
  public static final boolean ON_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** The error of a write that nobody will read. */
  public static final String BROKEN_PIPE = ON_WINDOWS ? "(ERROR_NO_DATA)" : "(EPIPE)";

  private SystemNames() {}

  /** The Java that runs this. */
  public static Path ownExecutable() throws IOException {
    return ON_WINDOWS
        ? Path.of(ProcessHandle.current().info().command().orElseThrow())
        : Path.of("/proc/self/exe").toRealPath();
  }
}
